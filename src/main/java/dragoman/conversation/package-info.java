/// Conversations: what was asked before, and what a follow-up question means in its light.
package dragoman.conversation;
