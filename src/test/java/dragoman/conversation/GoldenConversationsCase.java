package dragoman.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dragoman.answer.Answer;
import dragoman.answer.AnswerRequest;
import dragoman.conversation.Conversations.Manner;
import dragoman.conversation.GoldenConversation.GoldenTurn;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.RetrievedPassage;
import dragoman.testsupport.Corpus;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.junit.jupiter.api.BeforeAll;

/// Holds whole conversations over the shipped articles.
abstract class GoldenConversationsCase {

    static final double FOUND = 0.85;
    private static final int FIRST = 5;

    @Inject
    Conversations conversations;
    @Inject
    HybridContentRetriever retriever;
    @Inject
    Corpus corpus;

    record Asked(String conversation, int turn, GoldenTurn golden, Answer answer, int rank) {

        boolean isFound() {
            return rank <= FIRST;
        }

        boolean isCited() {
            return golden.isFoundBy(answer);
        }

        @Override
        public String toString() {
            return "%s %d: %s%n    understood as: %s%n    %s".formatted(conversation, turn, golden.question(), answer.heading().standalone(), answer.text());
        }
    }

    @BeforeAll
    void ingest() throws IOException {
        corpus.clear();
        assertEquals(List.of(), corpus.ingestShipped().problems());
    }

    private int rank(GoldenTurn turn, Answer answer) {
        LocalDate today = LocalDate.now();
        List<RetrievedPassage> passages = retriever.retrieve(new QuestionAnalyzer().analyze(answer.heading().standalone(), today), today);
        for (int i = 0; i < passages.size(); i++) {
            String text = passages.get(i).text();
            if (turn.evidence().stream().allMatch(text::contains)) {
                return i + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    /// @param atOnce how many conversations are led at once
    /// @param about  told of each turn before it is asked
    List<Asked> ask(String file, int atOnce, Consumer<GoldenTurn> about) throws IOException {
        List<GoldenConversation> all = new ArrayList<>();
        ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());
        for (String line : Files.readAllLines(Path.of(file))) {
            all.add(json.readValue(line, GoldenConversation.class));
        }
        return all.stream().gather(Gatherers.mapConcurrent(atOnce, golden -> ask(golden, about))).flatMap(List::stream).toList();
    }

    private List<Asked> ask(GoldenConversation golden, Consumer<GoldenTurn> about) {
        List<Asked> followUps = new ArrayList<>();
        Optional<String> id = Optional.empty();
        for (int i = 0; i < golden.turns().size(); i++) {
            about.accept(golden.turns().get(i));
            Answer answer = conversations.ask(new AnswerRequest(golden.turns().get(i).question(), id, Optional.empty()), Manner.NEXT, _ -> {
            }, () -> false);
            id = Optional.of(answer.heading().conversation());
            if (i > 0) {
                followUps.add(new Asked(golden.id(), i + 1, golden.turns().get(i), answer, rank(golden.turns().get(i), answer)));
            }
        }
        return followUps;
    }

    static void assertShare(double atLeast, List<Asked> followUps, Predicate<Asked> right) {
        List<Asked> lost = followUps.stream().filter(right.negate()).toList();
        double share = 1 - (double) lost.size() / followUps.size();
        assertTrue(share >= atLeast, () -> "%.3f of %d; the others are:%n%s".formatted(share, followUps.size(), lost.stream().map(Asked::toString).collect(Collectors.joining("\n"))));
    }
}
