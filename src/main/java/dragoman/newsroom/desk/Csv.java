package dragoman.newsroom.desk;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Lists as comma-separated values (RFC 4180) for spreadsheets. What readers have written may begin like a formula: such a cell gets an apostrophe
/// before it, so that no spreadsheet computes it.
final class Csv {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    /// With what spreadsheets let formulas begin, full-width forms included, whatever white space stands before it.
    private static final Pattern FORMULA = Pattern.compile("^[\\s\\p{Cf}\\p{Z}]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20].*|^[\\t\\r\\n\\u0000].*", Pattern.DOTALL);
    /// Without it some spreadsheets take the bytes for another encoding.
    private static final String MARK = "\uFEFF";

    private Csv() {
    }

    static String of(List<String> header, List<List<Object>> rows) {
        return MARK + line(header) + rows.stream().map(Csv::line).collect(Collectors.joining());
    }

    private static String line(List<?> cells) {
        return cells.stream().map(cell -> cell(cell == null ? "" : cell.toString())).collect(Collectors.joining(",", "", "\r\n"));
    }

    static String cell(String text) {
        String safe = FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';' || c == '\t') ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
