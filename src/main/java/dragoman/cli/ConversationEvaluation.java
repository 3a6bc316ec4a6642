package dragoman.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.answer.Answer;
import dragoman.answer.AnswerRequest;
import dragoman.conversation.Conversations;
import dragoman.conversation.Conversations.Manner;
import dragoman.conversation.GoldenConversation;
import dragoman.conversation.GoldenConversation.GoldenTurn;
import dragoman.evaluation.Bootstrap;
import dragoman.evaluation.EvaluationReport.Figure;
import dragoman.evaluation.EvaluationReport.Prose;
import dragoman.evaluation.EvaluationReport.Row;
import dragoman.evaluation.EvaluationReport.Section;
import dragoman.evaluation.EvaluationReport.Table;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.RetrievedPassage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Measures conversations: whether a follow-up, as it was understood, finds the passage that answers, and whether its answer cites it.
@ApplicationScoped
class ConversationEvaluation {

    private static final int FIRST = 5;

    private final Conversations conversations;
    private final HybridContentRetriever retriever;
    private final QuestionAnalyzer analyzer;
    private final ObjectMapper json;
    private final Clock clock;

    ConversationEvaluation(Conversations conversations, HybridContentRetriever retriever, QuestionAnalyzer analyzer, ObjectMapper json, Clock clock) {
        this.conversations = conversations;
        this.retriever = retriever;
        this.analyzer = analyzer;
        this.json = json;
        this.clock = clock;
    }

    /// @param rank of the first passage that holds the evidence; more than any if none does
    private record Asked(String conversation, GoldenTurn golden, Answer answer, boolean followUp, int rank) {

        boolean isCited() {
            return golden.isFoundBy(answer);
        }
    }

    /// Holds the conversations of a file and names the follow-ups whose answer does not cite what it should.
    Section evaluate(Path file) throws IOException {
        List<Asked> asked = new ArrayList<>();
        for (GoldenConversation golden : GoldenFile.readConversations(file, json)) {
            Optional<String> id = Optional.empty();
            for (GoldenTurn turn : golden.turns()) {
                Answer answer = conversations.ask(new AnswerRequest(turn.question(), id, Optional.empty()), Manner.NEXT, _ -> {
                }, () -> false);
                asked.add(new Asked(golden.id(), turn, answer, id.isPresent(), rank(turn, answer)));
                id = Optional.of(answer.heading().conversation());
            }
            id.ifPresent(conversations::delete);
        }
        asked.stream().filter(one -> one.followUp && !one.isCited()).forEach(one -> System.out.printf("%s %s%n    understood as: %s%n    %s: %s%n", one.conversation, one.golden.question(),
                one.answer.heading().standalone(), one.rank <= FIRST ? "found and not cited" : "not found", one.answer.text()));
        String name = file.getFileName().toString();
        List<Asked> followUps = asked.stream().filter(Asked::followUp).toList();
        List<Asked> opening = asked.stream().filter(one -> !one.followUp).toList();
        return new Section("Conversations: " + name, new Prose("%d follow-ups in %d conversations".formatted(followUps.size(), opening.size())),
                new Table(name, "of the questions", List.of("share"), List.of(
                        share("follow-ups whose passage is found first", followUps, one -> one.rank == 1),
                        share("follow-ups whose passage is among the first " + FIRST, followUps, one -> one.rank <= FIRST),
                        share("follow-ups whose answer cites it", followUps, Asked::isCited),
                        share("opening questions whose answer cites it, for comparison", opening, Asked::isCited))));
    }

    private static Row share(String name, List<Asked> of, Predicate<Asked> which) {
        return new Row(name, new Figure(Bootstrap.mean(of.stream().mapToDouble(one -> which.test(one) ? 1 : 0).toArray())));
    }

    private int rank(GoldenTurn turn, Answer answer) {
        LocalDate today = LocalDate.now(clock);
        List<RetrievedPassage> passages = retriever.retrieve(analyzer.analyze(answer.heading().standalone(), today), today);
        for (int i = 0; i < passages.size(); i++) {
            if (turn.evidence().stream().allMatch(passages.get(i).text()::contains)) {
                return i + 1;
            }
        }
        return Integer.MAX_VALUE;
    }
}
