package dragoman.cli;

import dragoman.article.SentenceSplitter;
import dragoman.article.Span;
import dragoman.article.Words;
import dragoman.article.Words.Word;
import dragoman.evaluation.Bootstrap;
import dragoman.evaluation.ClaimSet;
import dragoman.evaluation.ClaimSet.Item;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.evaluation.EvaluationSet;
import dragoman.evaluation.Tampering;
import dragoman.evidence.EvidenceChecker;
import dragoman.evidence.Quote;
import dragoman.evidence.Unsupported;
import dragoman.evidence.Unsupported.Kind;
import dragoman.retrieval.Names;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// Measures the checker: true sentences must pass, falsified ones must not, and of statements that machines or people wrote about a text
/// those that it bears out must be told from the others.
@ApplicationScoped
class EvidenceEvaluation {

    private static final int SENTENCES = 1_000;
    private static final int SHORTEST = 40;
    private static final int LONGEST = 400;
    private static final int PER_DOCUMENT = 5;
    private static final int NAMES = 3_000;
    private static final long SEED = 2025;

    private final SentenceSplitter sentences;
    private final EvidenceChecker checker = new EvidenceChecker(new Names());

    EvidenceEvaluation(SentenceSplitter sentences) {
        this.sentences = sentences;
    }

    /// Falsifies sentences of the documents in one place each.
    Section tampering(EvaluationSet set) {
        Random random = new Random(SEED);
        List<String> pool = new ArrayList<>();
        set.documents().forEach(document -> {
            List<Span> spans = new ArrayList<>(sentences.split(document.text()));
            Collections.shuffle(spans, random);
            spans.stream().map(span -> span.in(document.text())).filter(text -> text.length() >= SHORTEST && text.length() <= LONGEST).limit(PER_DOCUMENT).forEach(pool::add);
        });
        Collections.shuffle(pool, random);
        List<String> names = pool.stream().flatMap(sentence -> Tampering.names(sentence).stream()).distinct().limit(NAMES).toList();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("untouched: accepted", new Figure(Bootstrap.mean(pool.stream().limit(SENTENCES).mapToDouble(sentence -> check(sentence, sentence).isEmpty() ? 1 : 0).toArray()))));
        for (Tampering tampering : Tampering.values()) {
            List<List<Unsupported>> found = new ArrayList<>();
            for (String sentence : pool) {
                Optional<String> changed = found.size() < SENTENCES ? tampering.apply(sentence, names, random) : Optional.empty();
                changed.ifPresent(statement -> found.add(check(statement, sentence)));
            }
            if (!found.isEmpty()) {
                String what = "another %s".formatted(tampering.name().toLowerCase(Locale.ROOT));
                rows.add(new Row(what + ": rejected", new Figure(Bootstrap.mean(found.stream().mapToDouble(unsupported -> unsupported.isEmpty() ? 0 : 1).toArray()))));
                rows.add(new Row(what + ": rejected as that", new Figure(Bootstrap.mean(found.stream().mapToDouble(unsupported -> unsupported.stream()
                        .anyMatch(one -> one.kind() == kind(tampering)) ? 1 : 0).toArray()))));
            }
        }
        return new Section(set.title() + ": falsified sentences", new Table("Sentences of %s, falsified in one place".formatted(set.title()), "sentences", List.of("share"), rows));
    }

    private static Kind kind(Tampering tampering) {
        return switch (tampering) {
            case NUMBER -> Kind.FIGURE;
            case NAME -> Kind.NAME;
            case DATE -> Kind.DATE;
            case NEGATION -> Kind.NEGATION;
            case SPEAKER -> Kind.SPEAKER;
        };
    }

    private List<Unsupported> check(String statement, String sentence) {
        return checker.check(statement, List.of(new Quote(sentence, LocalDate.EPOCH, Set.of(), "", Set.of())));
    }

    /// Tells supported statements from others.
    Section claims(ClaimSet set) {
        List<Row> rows = List.of(
                new Row("always supported", new Figure(Bootstrap.mean(balanced(set, set.items().stream().map(_ -> true).toList())))),
                new Row("all words are there", new Figure(Bootstrap.mean(balanced(set, set.items().stream().map(item -> uncovered(item) == 0).toList())))),
                new Row("checker: nothing unsupported", new Figure(Bootstrap.mean(balanced(set, set.items().stream().map(item -> checker.check(item.statement(), quotes(item)).isEmpty()).toList())))));
        return new Section(set.title() + ": statements and texts", new Table("%s: telling supported statements from others".formatted(set.title()), "judge", List.of("balanced accuracy"), rows));
    }

    private List<Quote> quotes(Item item) {
        Set<String> wanted = stems(item.statement());
        // a statement cites what it rests on: the pieces that share most with it
        return item.evidence().stream().flatMap(text -> sentences.split(text).stream().map(span -> span.in(text)))
                .sorted(Comparator.comparingLong((String text) -> stems(text).stream().filter(wanted::contains).count()).reversed()).limit(8)
                .map(text -> new Quote(text, LocalDate.EPOCH, Set.of(), "", Set.of())).toList();
    }

    private static long uncovered(Item item) {
        Set<String> there = new HashSet<>();
        item.evidence().forEach(text -> there.addAll(stems(text)));
        return stems(item.statement()).stream().filter(stem -> !there.contains(stem)).count();
    }

    private static Set<String> stems(String text) {
        return Words.of(text).stream().filter(word -> !word.isFunctionWord()).map(Word::stem).collect(Collectors.toSet());
    }

    /// Values whose mean is the balanced accuracy: both classes count the same.
    private static double[] balanced(ClaimSet set, List<Boolean> judged) {
        long supported = set.items().stream().filter(Item::supported).count();
        int n = set.items().size();
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            boolean right = set.items().get(i).supported() == judged.get(i);
            values[i] = right ? n / 2.0 / (set.items().get(i).supported() ? supported : n - supported) : 0;
        }
        return values;
    }
}
