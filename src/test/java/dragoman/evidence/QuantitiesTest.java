package dragoman.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    private static final LocalDate DAY = LocalDate.of(2025, 3, 3);

    private static String read(String text) {
        return Quantities.in(text, DAY).stream().map(quantity -> quantity.value().stripTrailingZeros().toPlainString() + quantity.unit().name()
                + (quantity.bound() == Quantity.Bound.EXACT ? "" : " " + quantity.bound())).collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "£1.6bn | 1600000000GBP",
            "1.6 billion pounds | 1600000000GBP",
            "a loan of £2.2 billion | 2200000000GBP",
            "US$ 300 million | 300000000USD",
            "EUR 90bn | 90000000000EUR",
            "5,000 air defence missiles | 5000",
            "more than 5,000 missiles | 5000 OVER",
            "at least 26 people | 26 OVER",
            "nearly 30 countries | 30 UNDER",
            "up to 160 million pounds | 160000000GBP UNDER",
            "about 2,900 prisoners | 2900 ABOUT",
            "3.5 per cent of GDP | 3.5%",
            "a tariff of 10% | 10%",
            "two percentage points | 2%",
            "twenty-one hours | 21",
            "one hundred and five votes | 105",
            "two hundred thousand people | 200000",
            "the 18th package | 18st",
            "the eighteenth package | 18st",
            "a two-thirds majority | 0.666667",
            "a one-month truce | 1",
            "ten votes to one | 10; 1",
            "half of the sum | 0.5",
            "three dozen states | 36",
            "at 10:30 GMT | 10.3:",
            "five dollars and six euros | 5USD; 6EUR"})
    void figuresAreReadInDigitsAndInWords(String text, String figures) {
        assertEquals(figures, read(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"on 24 February 2022", "in March 2025", "on March 3, 2025", "since 2014", "G20", "COVID-19 and F-35"})
    void datesAndNamesAreNoFigures(String text) {
        assertEquals("", read(text));
    }

    @Test
    void whatIsCountedIsTheLastWordOfItsName() {
        assertEquals(List.of("missil"), Quantities.in("5,000 air defence missiles, of which some", DAY).stream().map(Quantity::counted).toList());
    }
}
