/// The widget that newsrooms put into their pages.
package dragoman.channel.widget;
