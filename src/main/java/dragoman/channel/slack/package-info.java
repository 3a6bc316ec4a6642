/// Answers in Slack: what comes in becomes a row in the database before Slack is answered, and is worked off from there.
package dragoman.channel.slack;
