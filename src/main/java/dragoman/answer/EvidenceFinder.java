package dragoman.answer;

import dragoman.answer.Draft.Evidence;
import dragoman.answer.Draft.Proposal;
import dragoman.answer.ReadArticle.Sentence;
import dragoman.article.ArticleVersion;
import dragoman.article.Budget;
import dragoman.article.DateExpression;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.evidence.AbridgementChecker;
import dragoman.evidence.EvidenceChecker;
import dragoman.evidence.Quote;
import dragoman.evidence.Unsupported;
import dragoman.retrieval.AnalyzedQuestion;
import dragoman.retrieval.Names;
import dragoman.retrieval.Names.Name;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the sentences that carry a statement written in other words than theirs.
///
/// One sentence must carry all of it: what two sentences say together, neither says. Two things may come from the sentence before or from
/// elsewhere in the same article, and are cited along: whom "he" means where that sentence names one person only, and the title that stands
/// with a name there ("French President Emmanuel Macron", where this sentence has "Macron").
@ApplicationScoped
class EvidenceFinder {

    private static final int TRIED_SENTENCES = 8;
    private static final int MOST_SOURCES = 3;
    private static final Pattern PRONOUN = Pattern.compile("^(?:He|She)\\b|(?<=, |” )(?:he|she)(?= (?:said|says|told|added|stated|declared|warned|argued|insisted)\\b)");
    private static final Pattern TITLED_NAME = Pattern.compile("(?:\\p{Lu}[\\p{L}’'.]*(?:-(?!\\p{Lu})[\\p{L}’'.]*)*+(?: (?:of|the|for|de|al|bin|van|von))*+[ -]){1,20}(\\p{Lu}[\\p{L}’-]+)");

    private final ArticleReadings readings;
    private final EvidenceChecker checker = new EvidenceChecker(new Names());
    private final AbridgementChecker abridgements = new AbridgementChecker(new Names());

    EvidenceFinder(ArticleReadings readings) {
        this.readings = readings;
    }

    /// A passage in which to look.
    record Place(ArticleVersion version, Span span) {
    }

    /// What was found.
    ///
    /// @param proposal the statement with its evidence; empty where nothing carries it
    /// @param reasons  why not, of the sentence that comes nearest
    record Found(Optional<Proposal> proposal, List<String> reasons) {
    }

    /// @param question what it is to answer: an article that knows nothing of whom it names answers nothing
    /// @param places   those that the statement cites
    Found find(String statement, AnalyzedQuestion question, List<Place> places) {
        List<Proposal> carried = new ArrayList<>();
        List<String> reasons = List.of("no sentence of the passage speaks of it");
        int nearest = 0;
        Set<String> stems = stems(statement);
        for (Place place : places) {
            ReadArticle article = readings.of(place.version);
            if (!isAbout(question, article)) {
                reasons = List.of("the article does not speak of " + String.join(" or ", question.names()));
                continue;
            }
            List<Sentence> sentences = article.sentences().stream().filter(sentence -> place.span.contains(sentence.span()) && !sentence.forMachines())
                    .sorted(Comparator.comparingInt((Sentence sentence) -> -shared(stems, sentence))).limit(TRIED_SENTENCES).toList();
            for (Sentence sentence : sentences) {
                Budget.take(sentence.text().length());
                if (sentence != sentences.getFirst() && 2 * shared(stems, sentence) < stems.size()) {
                    // it cannot carry all of it
                    break;
                }
                Carried found = carry(statement, article, sentence);
                if (found.evidence.isPresent()) {
                    carried.add(new Proposal(statement, found.evidence.get(), eventDate(statement, article)));
                    break;
                }
                if (shared(stems, sentence) > nearest) {
                    nearest = shared(stems, sentence);
                    reasons = found.reasons;
                }
            }
        }
        if (carried.isEmpty()) {
            return new Found(Optional.empty(), reasons);
        }
        List<Evidence> all = carried.stream().limit(MOST_SOURCES).flatMap(proposal -> proposal.evidence().stream()).distinct().toList();
        return new Found(Optional.of(new Proposal(statement, all, carried.getFirst().eventDate())), List.of());
    }

    private static boolean isAbout(AnalyzedQuestion question, ReadArticle article) {
        return question.names().isEmpty() || question.names().stream().anyMatch(name -> article.titleNames().stream().anyMatch(other -> Names.same(name, other.canonical()))
                || article.sentences().stream().anyMatch(sentence -> SentenceMatch.mentions(sentence, name)));
    }

    private record Carried(Optional<List<Evidence>> evidence, List<String> reasons) {
    }

    private Carried carry(String statement, ReadArticle article, Sentence sentence) {
        Evidence own = new Evidence(article.version(), sentence.span());
        Quote quote = readings.quote(own);
        List<String> reasons = reasons(statement, quote);
        if (reasons.isEmpty()) {
            return new Carried(Optional.of(List.of(own)), List.of());
        }
        Optional<Titled> titled = titled(statement, article, sentence);
        if (titled.isPresent() && reasons(titled.get().without, quote).isEmpty()) {
            return new Carried(Optional.of(List.of(titled.get().evidence, own)), List.of());
        }
        for (String wording : titled.map(found -> List.of(found.without, statement)).orElse(List.of(statement))) {
            Optional<Resolved> resolved = resolved(wording, article, sentence, quote);
            if (resolved.isPresent() && reasons(wording, resolved.get().quote).isEmpty()) {
                Evidence both = new Evidence(article.version(), resolved.get().span);
                boolean needsTitle = titled.isPresent() && wording.equals(titled.get().without) && !both.span().contains(titled.get().evidence.span());
                return new Carried(Optional.of(needsTitle ? List.of(titled.get().evidence, both) : List.of(both)), List.of());
            }
        }
        return new Carried(Optional.empty(), reasons);
    }

    private List<String> reasons(String statement, Quote quote) {
        List<String> foreign = abridgements.check(statement, quote);
        if (!foreign.isEmpty()) {
            return foreign;
        }
        List<List<Unsupported>> unsupported = AbridgementChecker.wordings(statement).stream().map(wording -> checker.check(wording, List.of(quote))).toList();
        return unsupported.stream().anyMatch(List::isEmpty) ? List.of()
                : unsupported.getFirst().stream().map(one -> "“%s”: %s".formatted(one.words(), one.why())).toList();
    }

    /// @param without  the statement with the bare name
    /// @param evidence the sentence that has the name with its title
    private record Titled(String without, Evidence evidence) {
    }

    private Optional<Titled> titled(String statement, ReadArticle article, Sentence sentence) {
        Matcher matcher = TITLED_NAME.matcher(statement);
        String without = statement;
        Optional<Sentence> source = Optional.empty();
        while (matcher.find()) {
            String phrase = matcher.group();
            if (sentence.text().contains(phrase) || !sentence.text().contains(matcher.group(1))) {
                continue;
            }
            Optional<Sentence> found = article.sentences().stream().filter(other -> other.text().contains(phrase) && !other.forMachines()).findFirst();
            if (found.isPresent() && source.isEmpty()) {
                source = found;
                without = without.replace(phrase, matcher.group(1));
            }
        }
        String changed = without;
        return source.map(other -> new Titled(changed, new Evidence(article.version(), other.span())));
    }

    private record Resolved(Quote quote, Span span) {
    }

    /// The sentence with the person's name in the place of "he" or "she", where the sentence before names that person and nobody else.
    private static Optional<Resolved> resolved(String statement, ReadArticle article, Sentence sentence, Quote quote) {
        Matcher pronoun = PRONOUN.matcher(sentence.text());
        if (sentence.index() == 0 || !pronoun.find()) {
            return Optional.empty();
        }
        Sentence before = article.sentences().get(sentence.index() - 1);
        List<Name> persons = before.names().stream().filter(name -> !name.listed()).toList();
        Set<String> distinct = persons.stream().map(Name::canonical).collect(Collectors.toSet());
        if (before.paragraph() != sentence.paragraph() || distinct.size() != 1 || sentence.names().stream().anyMatch(name -> !name.listed())) {
            return Optional.empty();
        }
        String written = persons.getFirst().span().in(before.text());
        String name = statement.contains(written) ? written : written.substring(written.lastIndexOf(' ') + 1);
        String text = sentence.text().substring(0, pronoun.start()) + name + sentence.text().substring(pronoun.end());
        return Optional.of(new Resolved(new Quote(text, quote.published(), quote.speakers(), quote.titled(), quote.earlier()),
                new Span(before.span().start(), sentence.span().end())));
    }

    /// The passage without what is meant for machines.
    String readable(Place place) {
        ReadArticle article = readings.of(place.version);
        StringBuilder readable = new StringBuilder();
        int paragraph = -1;
        for (Sentence sentence : article.sentences()) {
            if (place.span.contains(sentence.span()) && !sentence.forMachines()) {
                readable.append(readable.isEmpty() ? "" : sentence.paragraph() == paragraph ? " " : "\n").append(sentence.text());
                paragraph = sentence.paragraph();
            }
        }
        return readable.toString();
    }

    private static Optional<java.time.LocalDate> eventDate(String statement, ReadArticle article) {
        List<DateExpression> dates = DateExpression.in(statement, article.version().article().published());
        return dates.size() == 1 ? dates.getFirst().day() : Optional.empty();
    }

    private static int shared(Set<String> stems, Sentence sentence) {
        return (int) sentence.stems().stream().filter(stems::contains).count();
    }

    private static Set<String> stems(String text) {
        return Words.of(text).stream().filter(word -> !word.isFunctionWord()).map(Words.Word::stem).collect(Collectors.toSet());
    }
}
