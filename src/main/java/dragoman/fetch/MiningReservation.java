package dragoman.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// What a site reserves from mining of text and data: its `/.well-known/tdmrep.json` (TDM Reservation Protocol, W3C Community Group, 2024).
///
/// @param rules in the order of the file; the first that matches counts
record MiningReservation(List<Rule> rules) {

    static final MiningReservation NONE = new MiningReservation(List.of());

    private static final JsonMapper JSON = new JsonMapper();

    private static final int MOST_RULES = 500;
    private static final int LONGEST_LOCATION = 500;

    /// @param location a prefix of paths, as in robots.txt: a star stands for anything, and a dollar behind it for the end
    record Rule(String location, boolean reserved) {

        /// The first place where what stands between two stars fits is taken, and none is tried again: a later one would leave less for the rest.
        boolean matches(String path) {
            boolean whole = location.endsWith("$");
            String[] parts = (whole ? location.substring(0, location.length() - 1) : location).split("\\*", -1);
            if (!path.startsWith(parts[0])) {
                return false;
            }
            int at = parts[0].length();
            int last = parts.length - 1;
            for (int i = 1; i < (whole ? last : parts.length); i++) {
                at = path.indexOf(parts[i], at);
                if (at < 0) {
                    return false;
                }
                at += parts[i].length();
            }
            return !whole || (last == 0 ? path.length() == at : path.length() - parts[last].length() >= at && path.endsWith(parts[last]));
        }
    }

    /// A file that cannot be read reserves nothing.
    static MiningReservation of(byte[] file) {
        try {
            List<Rule> rules = new ArrayList<>();
            for (JsonNode rule : JSON.readTree(file)) {
                String location = rule.path("location").asText("/");
                if (rules.size() == MOST_RULES || location.length() > LONGEST_LOCATION) {
                    // nobody means that; what is not read to the end reserves the rest
                    rules.add(new Rule("", true));
                    break;
                }
                rules.add(new Rule(location, rule.path("tdm-reservation").asInt() == 1));
            }
            return new MiningReservation(List.copyOf(rules));
        } catch (IOException | RuntimeException e) {
            return NONE;
        }
    }

    boolean covers(URI address) {
        String path = (address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath())
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        return rules.stream().filter(rule -> rule.matches(path)).findFirst().filter(Rule::reserved).isPresent();
    }
}
