package dragoman.channel.slack;

import java.util.Optional;

/// A workspace that the bot serves.
///
/// @param enterprise the organisation it belongs to
/// @param team       Slack's id of it
/// @param bot        Slack's id of the bot
/// @param botUser    as whom the bot writes there
/// @param token      what it shows to Slack
record Workspace(Optional<String> enterprise, String team, String bot, String botUser, String token) {

    @Override
    public String toString() {
        return "workspace " + team;
    }
}
