package dragoman.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.Answer;
import dragoman.answer.AnswerEvent;
import dragoman.answer.AnswerForesight;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.SiteRules;
import dragoman.answer.ReaderLeftException;
import dragoman.conversation.Conversations.Manner;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Conversations as they are kept, in the real database.
@QuarkusTest
class ConversationsTest {

    private static final int DAYS = 30;

    @Inject
    HybridContentRetriever retriever;
    @Inject
    AnswerService answers;
    @Inject
    AnswerForesight foresight;
    @Inject
    FollowUpInterpreter interpreter;
    @Inject
    SiteRules sites;
    @Inject
    ConversationStore store;
    @Inject
    Corpus corpus;

    private final MovableClock clock = new MovableClock(LocalDate.now());
    private Conversations conversations;

    @BeforeEach
    void begin() {
        corpus.clear();
        corpus.ingestMarkdown("""
                ---
                id: talks
                title: Ruritania and Graustark open talks in Strelsau
                date: 2025-06-05
                ---
                Ruritania and Graustark opened talks on the Alvar river on Wednesday in Strelsau.

                Ruritania's envoy Michael Elphberg said that his country wanted a treaty. Graustark's envoy Rupert Hentzau said that the talks were long overdue.
                """);
        conversations = new Conversations(answers, foresight, retriever, interpreter, sites, store, clock, DAYS);
    }

    private Answer ask(String question, String conversation) {
        return ask(question, conversation, Manner.NEXT);
    }

    private Answer ask(String question, String conversation, Manner manner) {
        return conversations.ask(new AnswerRequest(question, Optional.ofNullable(conversation), Optional.empty()), manner, _ -> {
        }, () -> false);
    }

    private List<String> questions(String conversation) {
        return conversations.find(conversation).orElseThrow().turns().stream().map(Turn::question).toList();
    }

    @Test
    void aFollowUpIsUnderstoodByAnotherInstance() {
        String id = ask("What did Elphberg say at the talks in Strelsau?", null).heading().conversation();
        conversations = new Conversations(answers, foresight, retriever, interpreter, sites, store, clock, DAYS);
        Answer answer = ask("And Hentzau?", id);
        assertEquals(Optional.of("What did Hentzau say at the talks in Strelsau?"), answer.heading().understoodAs());
        assertEquals("And Hentzau?", answer.heading().question());
        assertTrue(answer.text().contains("long overdue"), answer.text());
        assertEquals(answer, answers.find(answer.heading().id()).orElseThrow().answer());
    }

    @Test
    void onlyQuestionsAreKept() {
        String id = ask("What did Elphberg say at the talks in Strelsau?", null).heading().conversation();
        assertEquals(List.of("What did Elphberg say at the talks in Strelsau?"), questions(id));
        assertEquals(6, corpus.count("select count(*) from information_schema.columns where table_schema = 'public' and table_name = 'conversation_turn'"));
    }

    @Test
    void theTurnIsKeptBeforeTheReaderHearsThatTheAnswerIsDone() {
        List<Long> kept = new ArrayList<>();
        conversations.ask(new AnswerRequest("What did Elphberg say?", Optional.empty(), Optional.empty()), Manner.NEXT, event -> {
            if (event instanceof AnswerEvent.Done) {
                kept.add(corpus.count("select count(*) from conversation_turn"));
            }
        }, () -> false);
        assertEquals(List.of(1L), kept);
    }

    @Test
    void whatWasStoppedLeavesNothing() {
        AnswerRequest request = new AnswerRequest("What did Elphberg say?", Optional.empty(), Optional.empty());
        assertThrows(ReaderLeftException.class, () -> conversations.ask(request, Manner.NEXT, _ -> {
        }, () -> true));
        assertEquals(0, corpus.count("select (select count(*) from answer) + (select count(*) from conversation) + (select count(*) from conversation_turn)"));
    }

    @Test
    void aReplacedQuestionIsForgottenWithAllThatCameAfter() {
        Answer first = ask("What did Elphberg say at the talks in Strelsau?", null);
        String id = first.heading().conversation();
        Answer second = ask("And Hentzau?", id);
        ask("When did the talks in Strelsau open?", id);
        ask("What did Hentzau say?", id, new Manner(true, Optional.of(second.heading().id())));
        assertEquals(List.of("What did Elphberg say at the talks in Strelsau?", "What did Hentzau say?"), questions(id));
        // what is replaced is no longer what a follow-up is read by
        assertEquals(Optional.empty(), ask("And Elphberg?", id, new Manner(false, Optional.of(first.heading().id()))).heading().understoodAs());
    }

    @Test
    void aConversationIsForgottenInTimeButItsAnswersStay() {
        Answer answer = ask("What did Elphberg say?", null);
        String id = answer.heading().conversation();
        clock.move(Duration.ofDays(DAYS).plusMinutes(-5));
        assertTrue(conversations.find(id).isPresent());
        clock.move(Duration.ofMinutes(10));
        assertFalse(conversations.find(id).isPresent());
        assertNotEquals(id, ask("And Hentzau?", id).heading().conversation());
        conversations.forget();
        assertEquals(0, corpus.count("select count(*) from conversation where id = '%s'".formatted(id)));
        assertTrue(answers.find(answer.heading().id()).isPresent());
    }

    @Test
    void onRequestItIsDeletedWithItsAnswers() {
        Answer answer = ask("What did Elphberg say?", null);
        answers.keepFeedback(answer.heading().id(), new dragoman.answer.Feedback(true, Optional.empty(), Optional.empty()));
        String id = answer.heading().conversation();
        // what was replaced is deleted as well
        ask("What did Hentzau say?", id, new Manner(false, Optional.of(answer.heading().id())));
        assertEquals(2, corpus.count("select count(*) from answer"));
        assertTrue(conversations.delete(id));
        assertFalse(conversations.delete(id));
        assertEquals(0, corpus.count("select (select count(*) from answer) + (select count(*) from answer_citation) + (select count(*) from answer_feedback) + (select count(*) from conversation)"));
    }

    @Test
    void ofALongConversationTheOldestTurnsAreForgotten() {
        String id = ask("What did Elphberg say?", null).heading().conversation();
        String answer = conversations.find(id).orElseThrow().turns().getFirst().answerId();
        for (int i = 2; i <= Conversations.MOST_TURNS + 3; i++) {
            store.append(id, Optional.empty(), new Turn(0, "question " + i, "question " + i, answer, clock.instant()), Optional.empty(), Conversations.MOST_TURNS);
        }
        assertEquals(Conversations.MOST_TURNS, questions(id).size());
        assertEquals("question 4", questions(id).getFirst());
    }

    @Test
    void manyAtOnceInOneConversationAreAllKept() throws Exception {
        String id = ask("What did Elphberg say?", null).heading().conversation();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> asked = IntStream.range(0, 20).mapToObj(_ -> executor.submit(() -> ask("When did the talks in Strelsau open?", id))).toList();
            for (Future<Answer> one : asked) {
                assertEquals(id, one.get().heading().conversation());
            }
        }
        assertEquals(21, questions(id).size());
    }
}
