package dragoman.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a site reserves from mining of text and data: its `/.well-known/tdmrep.json` (TDM Reservation Protocol, W3C Community Group, 2024).
///
/// @param rules in the order of the file; the first that matches counts
record MiningReservation(List<Rule> rules) {

    static final MiningReservation NONE = new MiningReservation(List.of());

    private static final JsonMapper JSON = new JsonMapper();

    private static final int MOST_STARS = 5;

    /// @param location pattern of paths
    record Rule(Pattern location, boolean reserved) {
    }

    /// A file that cannot be read reserves nothing.
    static MiningReservation of(byte[] file) {
        try {
            List<Rule> rules = new ArrayList<>();
            for (JsonNode rule : JSON.readTree(file)) {
                rules.add(new Rule(pattern(rule.path("location").asText("/")), rule.path("tdm-reservation").asInt() == 1));
            }
            return new MiningReservation(List.copyOf(rules));
        } catch (IOException | RuntimeException e) {
            return NONE;
        }
    }

    /// As in robots.txt: a prefix, in which a star stands for anything and a dollar for the end.
    private static Pattern pattern(String location) {
        if (location.chars().filter(c -> c == '*').count() > MOST_STARS) {
            // nobody means that; and matching it would take for ever
            return Pattern.compile(".*");
        }
        StringBuilder pattern = new StringBuilder();
        for (char c : location.toCharArray()) {
            pattern.append(c == '*' ? ".*" : c == '$' ? "$" : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(pattern + (location.endsWith("$") ? "" : ".*"));
    }

    boolean covers(URI address) {
        String path = (address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath())
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        return rules.stream().filter(rule -> rule.location.matcher(path).matches()).findFirst().filter(Rule::reserved).isPresent();
    }
}
