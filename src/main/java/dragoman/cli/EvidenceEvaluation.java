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
import dragoman.evidence.AbridgementChecker;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    /// Sentences that a statement may cite.
    private static final int CITED = 8;

    private final SentenceSplitter sentences;
    private final EvidenceChecker checker = new EvidenceChecker(new Names());
    private final AbridgementChecker abridgements = new AbridgementChecker(new Names());

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
        List<Row> rows = judgements(set).entrySet().stream().map(entry -> new Row(entry.getKey(), new Figure(Bootstrap.mean(balanced(set, entry.getValue()))))).toList();
        return new Section(set.title() + ": statements and texts", new Table("%s: telling supported statements from others".formatted(set.title()), "judge", List.of("balanced accuracy"), rows));
    }

    /// By those who judge: whether each statement is supported.
    Map<String, List<Boolean>> judgements(ClaimSet set) {
        Map<String, List<Boolean>> judgements = new LinkedHashMap<>();
        judgements.put("always supported", set.items().stream().map(_ -> true).toList());
        judgements.put("all words are there", set.items().stream().map(item -> uncovered(item) == 0).toList());
        judgements.put("checker: nothing unsupported", set.items().parallelStream().map(item -> checker.check(item.statement(), quotes(item)).isEmpty()).toList());
        judgements.put("gate: one sentence carries it", set.items().parallelStream().map(item -> quotes(item).stream().anyMatch(quote -> carries(quote, item.statement()))).toList());
        return judgements;
    }

    private boolean carries(Quote quote, String statement) {
        return abridgements.check(statement, quote).isEmpty()
                && AbridgementChecker.wordings(statement).stream().anyMatch(wording -> checker.check(wording, List.of(quote)).isEmpty());
    }

    /// The sentences of the evidence.
    static List<String> premise(Item item, SentenceSplitter splitter) {
        return item.evidence().stream().flatMap(text -> splitter.split(text).stream().map(span -> span.in(text))).toList();
    }

    /// Of the evidence the sentences that share most words with the statement, in their own order.
    static List<String> nearestInOrder(Item item, int most, SentenceSplitter splitter) {
        List<String> all = premise(item, splitter);
        return nearest(all, item.statement()).stream().limit(most).sorted().map(all::get).toList();
    }

    /// Numbers of the sentences, the ones first that share most words with the statement.
    private static List<Integer> nearest(List<String> sentences, String statement) {
        Set<String> wanted = stems(statement);
        long[] shared = sentences.stream().mapToLong(text -> stems(text).stream().filter(wanted::contains).count()).toArray();
        return IntStream.range(0, shared.length).boxed().sorted(Comparator.comparingLong((Integer i) -> shared[i]).reversed()).toList();
    }

    /// A statement cites what it rests on: the sentences that share most with it.
    private List<Quote> quotes(Item item) {
        List<String> all = premise(item, sentences);
        return nearest(all, item.statement()).stream().limit(CITED).map(i -> new Quote(all.get(i), LocalDate.EPOCH, Set.of(), "", Set.of())).toList();
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
