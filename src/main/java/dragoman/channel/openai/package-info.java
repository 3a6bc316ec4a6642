/// The protocol of OpenAI's chat completions, for the clients that people already use.
package dragoman.channel.openai;
