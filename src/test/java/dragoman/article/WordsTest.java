package dragoman.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.retrieval.Names;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({"Tomás, tomas", "Małek, malek", "Jørn, jorn", "Großfenn, grossfenn", "Çelmár, celmar", "ÞÓR, thor", "Vérinel, verinel", "Đặng, dang", "Æthel, aethel", "plain, plain"})
    void accentsAreLeftOut(String written, String plain) {
        assertEquals(plain, Words.plain(written));
        assertEquals(Words.stem(plain), Words.stem(written));
        assertEquals(plain, Words.plain(java.text.Normalizer.normalize(written, java.text.Normalizer.Form.NFD)));
    }

    @ParameterizedTest
    @CsvSource({"Tomas Verinel, Tomás Vérinel", "Malek, Jørn Małek", "Lula, Luiz Inácio Lula da Silva", "Inacio, Luiz Inácio Lula da Silva"})
    void namesAreFoundWithoutTheirAccents(String asked, String written) {
        assertTrue(Names.same(asked, written));
        assertTrue(Names.same(written, asked));
    }
}
