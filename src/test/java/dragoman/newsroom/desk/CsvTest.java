package dragoman.newsroom.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=cmd|' /C calc'!A0", "＝1", "\n=1", "\u200b=1"})
    void noCellIsAFormula(String hostile) {
        String cell = Csv.cell(hostile);
        assertEquals('\'', cell.charAt(cell.startsWith("\"") ? 1 : 0));
    }

    @Test
    void whatIsNoFormulaStaysAsItIs() {
        assertEquals("Who met?", Csv.cell("Who met?"));
        assertEquals("-12.5", Csv.cell("-12.5"));
        assertEquals("\"He said \"\"no\"\", twice\"", Csv.cell("He said \"no\", twice"));
        assertEquals("\uFEFFa,b\r\n1,\"x\ny\"\r\n", Csv.of(List.of("a", "b"), List.of(List.of(1, "x\ny"))));
    }
}
