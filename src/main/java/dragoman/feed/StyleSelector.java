package dragoman.feed;

import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSSelectorAttribute;
import com.helger.css.decl.CSSSelectorMemberNot;
import com.helger.css.decl.CSSSelectorMemberPseudoIs;
import com.helger.css.decl.CSSSelectorMemberPseudoWhere;
import com.helger.css.decl.CSSSelectorSimpleMember;
import com.helger.css.decl.ECSSSelectorCombinator;
import com.helger.css.decl.ICSSSelectorMember;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Which elements a rule of a style sheet is about.
///
/// @param query       the selector as jsoup reads it
/// @param key         what each of its elements has: `#id`, `.class` or the name of the element; `*` if none is known
/// @param specificity of CSS: ids, classes and names of elements, a byte each
record StyleSelector(String query, String key, int specificity) {

    private static final int ID = 1 << 16;
    private static final int CLASS = 1 << 8;
    private static final int NAME = 1;
    private static final int MOST_MEMBERS = 24;
    /// jsoup has selectors of its own beside these, which CSS has not.
    private static final Pattern STRUCTURE = Pattern.compile(":(?:root|empty|(?:first|last|only)-(?:child|of-type)"
            + "|nth-(?:last-)?(?:child|of-type)\\((?:odd|even|[\\dn+\\s-]{1,20})\\))");
    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z][\\w-]*");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:-]{1,100}");

    /// Empty for what no page is in while it is only read, such as `:hover`, for what is no element, such as `::before`, and for what jsoup does
    /// not know.
    static Optional<StyleSelector> of(CSSSelector selector) {
        if (selector.getMemberCount() > MOST_MEMBERS) {
            return Optional.empty();
        }
        Builder builder = new Builder();
        for (ICSSSelectorMember member : selector.getAllMembers()) {
            if (!builder.add(member)) {
                return Optional.empty();
            }
        }
        return Optional.of(builder.build());
    }

    private static final class Builder {

        private final StringBuilder query = new StringBuilder();
        private String key = "*";
        private int specificity;
        private boolean begins = true;

        StyleSelector build() {
            return new StyleSelector(begins ? query + "*" : query.toString(), key, specificity);
        }

        boolean add(ICSSSelectorMember member) {
            return switch (member) {
                case ECSSSelectorCombinator combinator -> combine(combinator);
                case CSSSelectorSimpleMember simple -> add(simple);
                case CSSSelectorAttribute attribute -> add(attribute);
                case CSSSelectorMemberNot not -> {
                    // what never is the case is never in the way
                    List<StyleSelector> known = known(not.getAllSelectors());
                    yield known.isEmpty() || append(":not(" + joined(known) + ")", highest(known));
                }
                case CSSSelectorMemberPseudoIs is -> anyOf(known(is.getAllSelectors()), true);
                case CSSSelectorMemberPseudoWhere where -> anyOf(known(where.getAllSelectors()), false);
                default -> false;
            };
        }

        private boolean combine(ECSSSelectorCombinator combinator) {
            if (begins) {
                query.append('*');
            }
            query.append(combinator.getName().isBlank() ? " " : " " + combinator.getName() + " ");
            key = "*";
            begins = true;
            return true;
        }

        private boolean add(CSSSelectorSimpleMember simple) {
            String value = simple.getValue();
            if (simple.isPseudo()) {
                String name = value.toLowerCase(Locale.ROOT);
                return STRUCTURE.matcher(name).matches() && append(name, CLASS);
            }
            if (value.indexOf('|') >= 0) {
                return false;
            }
            if (simple.isHash()) {
                key = "#" + StyleSheet.unescaped(value.substring(1));
            } else if (simple.isClass() && !key.startsWith("#")) {
                key = "." + StyleSheet.unescaped(value.substring(1)).toLowerCase(Locale.ROOT);
            } else if (simple.isElementName() && key.equals("*")) {
                key = value.toLowerCase(Locale.ROOT);
            }
            return append(value, simple.isHash() ? ID : simple.isClass() ? CLASS : value.equals("*") ? 0 : NAME);
        }

        private boolean add(CSSSelectorAttribute attribute) {
            String name = attribute.getAttrName();
            if (attribute.getOperator() == null) {
                return append("[" + name + "]", CLASS);
            }
            String raw = attribute.getAttrValue();
            String value = raw.length() > 1 && (raw.startsWith("\"") || raw.startsWith("'")) ? raw.substring(1, raw.length() - 1) : raw;
            if (!PLAIN.matcher(value).matches()) {
                return false;
            }
            return switch (attribute.getOperator()) {
                case EQUALS, BEGINMATCH, ENDMATCH, CONTAINSMATCH -> append("[" + name + attribute.getOperator().getName() + value + "]", CLASS);
                // to jsoup this operator is one of regular expressions
                case INCLUDES -> name.equalsIgnoreCase("class") && IDENTIFIER.matcher(value).matches() ? append("." + value, CLASS) : append("[" + name + "~=(?:^|\\s)" + Pattern.quote(value) + "(?:\\s|$)]", CLASS);
                case DASHMATCH -> append("[" + name + "~=^" + Pattern.quote(value) + "(?:-|$)]", CLASS);
            };
        }

        private boolean anyOf(List<StyleSelector> known, boolean counts) {
            return !known.isEmpty() && append(":is(" + joined(known) + ")", counts ? highest(known) : 0);
        }

        private boolean append(String part, int weight) {
            query.append(part);
            specificity += weight;
            begins = false;
            return true;
        }

        private static List<StyleSelector> known(Iterable<CSSSelector> selectors) {
            return StreamSupport.stream(selectors.spliterator(), false).flatMap(one -> of(one).stream()).toList();
        }

        private static String joined(List<StyleSelector> selectors) {
            return String.join(", ", selectors.stream().map(StyleSelector::query).toList());
        }

        private static int highest(List<StyleSelector> selectors) {
            return selectors.stream().mapToInt(StyleSelector::specificity).max().orElse(0);
        }
    }
}
