package dragoman.channel.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MrkdwnTest {

    @ParameterizedTest
    @CsvSource(delimiter = '#', value = {"Profits & <losses> # Profits &amp; &lt;losses&gt;", "<!channel> come # &lt;!channel&gt; come", "*bold* _it_ ~gone~ `code` # ∗bold∗ ˍitˍ ∼gone∼ ˋcodeˋ",
        "a :smile: face # a ∶smile: face", "at 12:30 # at 12:30", "> quoted # \u200b&gt; quoted", "&amp; stays # &amp;amp; stays"})
    void textIsShownAsItIs(String text, String shown) {
        assertEquals(shown, Mrkdwn.escape(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "https://example.org/a|b", "https://example.org/ b", "https://example.org/>x", "ftp://example.org"})
    void whatIsNoAddressIsNoLink(String address) {
        assertEquals("[1]", Mrkdwn.link(address, "[1]"));
        assertFalse(Mrkdwn.markdownLink(address, "one").contains("]("));
    }

    @Test
    void linksAreEscaped() {
        assertEquals("<https://example.org/?a=1&amp;b=2|A &amp; B>", Mrkdwn.link("https://example.org/?a=1&b=2", "A & B"));
        assertEquals("[\\[1\\]](https://example.org/)", Mrkdwn.markdownLink("https://example.org/", "[1]"));
        assertEquals("\\*\\*x\\*\\* \\<\\!here\\>", Mrkdwn.markdown("**x** <!here>"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {"<@U0LAN0Z89> Who &amp; what? § Who & what?", "See <https://example.org|the page> § See the page", "In <#C1|general> and <https://a.example> § In general and https://a.example",
        "1 &lt; 2 <!subteam^S1|@desk> § 1 < 2"})
    void whatPeopleWriteIsReadWithoutMarkup(String written, String read) {
        assertEquals(read, Mrkdwn.plain(written));
    }

    @Test
    void othersAreAddressedByTheirMention() {
        assertTrue(Mrkdwn.addressesOthers("<@U2> who?", "U1"));
        assertFalse(Mrkdwn.addressesOthers("<@U1> who?", "U1"));
    }

    @Test
    void whatIsCutEndsInNoHalfEntityOrCharacter() {
        assertEquals("ab…", Mrkdwn.cut("ab&amp;cd", 6));
        assertEquals("ab&amp;…", Mrkdwn.cut("ab&amp;cdef", 8));
        assertEquals("a…", Mrkdwn.cut("a😀bc", 3));
    }
}
