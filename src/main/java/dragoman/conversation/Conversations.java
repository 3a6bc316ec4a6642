package dragoman.conversation;

import dragoman.answer.Answer;
import dragoman.answer.Answer.Heading;
import dragoman.answer.Answer.Mode;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.AnswerEvent;
import dragoman.answer.AnswerForesight;
import dragoman.answer.AnswerForesight.Foreseen;
import dragoman.answer.AnswerRequest;
import dragoman.answer.AnswerService;
import dragoman.answer.Citation;
import dragoman.answer.GivenAnswer;
import dragoman.answer.ReaderLeftException;
import dragoman.answer.SiteRules;
import dragoman.conversation.FollowUpInterpreter.Asking;
import dragoman.conversation.FollowUpInterpreter.Reading;
import dragoman.conversation.FollowUpInterpreter.Scope;
import dragoman.retrieval.HybridContentRetriever;
import dragoman.retrieval.Message;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Answers questions within conversations. All that is known of a conversation lies in the database, so that any instance can go on with it.
@ApplicationScoped
public class Conversations {

    /// The most turns that are kept; of a longer conversation the oldest are forgotten.
    public static final int MOST_TURNS = 50;
    /// How many of the last turns a follow-up is read by.
    private static final int REMEMBERED = 4;
    private static final int ID_BYTES = 18;

    private final AnswerService answers;
    private final AnswerForesight foresight;
    private final HybridContentRetriever retriever;
    private final FollowUpInterpreter interpreter;
    private final SiteRules sites;
    private final ConversationStore store;
    private final Clock clock;
    private final Duration kept;
    private final SecureRandom random = new SecureRandom();

    Conversations(AnswerService answers, AnswerForesight foresight, HybridContentRetriever retriever, FollowUpInterpreter interpreter, SiteRules sites, ConversationStore store, Clock clock,
            @ConfigProperty(name = "dragoman.conversation.keep-days") int keepDays) {
        this.answers = answers;
        this.foresight = foresight;
        this.retriever = retriever;
        this.interpreter = interpreter;
        this.sites = sites;
        this.store = store;
        this.clock = clock;
        this.kept = Duration.ofDays(keepDays);
    }

    /// How a question is to be taken.
    ///
    /// @param standalone whether it is to be answered as it stands, without a look at what was said before
    /// @param replaces   the answer whose question it replaces: that turn and all later ones are forgotten, as far as the conversation goes
    public record Manner(boolean standalone, Optional<String> replaces) {

        /// A next question of the conversation.
        public static final Manner NEXT = new Manner(false, Optional.empty());
    }

    /// Answers a question in its conversation. Of a conversation that is not known (any more), or is another site's, a new one with another id
    /// begins.
    ///
    /// @param listener as for {@link AnswerService#answer(AnswerRequest, Consumer, BooleanSupplier)}; once it hears that the answer is done, the
    ///                 turn is kept
    /// @param stopped  asked between the steps
    public Answer ask(AnswerRequest request, Manner manner, Consumer<AnswerEvent> listener, BooleanSupplier stopped) {
        Optional<Conversation> known = request.conversation().flatMap(conversation -> find(conversation, request.site()));
        String id = known.map(Conversation::id).orElseGet(this::newId);
        List<Turn> before = before(known.map(Conversation::turns).orElse(List.of()), manner.replaces());
        if (manner.standalone || before.isEmpty()) {
            // most likely it is answered as it stands
            retriever.expect(request.question());
        }
        String understood = understand(request, manner.standalone ? List.of() : before, stopped);
        return answers.answer(request.in(id, understood), event -> {
            if (event instanceof AnswerEvent.Done(Answer answer)) {
                store.append(id, request.site(), new Turn(0, request.question(), understood, answer.heading().id(), clock.instant()), manner.replaces, MOST_TURNS);
            }
            listener.accept(event);
        }, stopped);
    }

    /// A conversation of the default site that is kept.
    public Optional<Conversation> find(String id) {
        return find(id, Optional.empty());
    }

    /// A conversation of a site that is kept.
    public Optional<Conversation> find(String id, Optional<String> site) {
        return store.find(id, site, forgotten()).map(stored -> new Conversation(id, stored.turns(), stored.used().plus(kept)));
    }

    /// Deletes a conversation of the default site with its answers: their permalinks lead nowhere from then on.
    ///
    /// @return whether there was one
    public boolean delete(String id) {
        return delete(id, Optional.empty());
    }

    /// The same for one of a site.
    public boolean delete(String id, Optional<String> site) {
        boolean known = store.delete(id, site);
        if (known) {
            answers.deleteOf(id);
        }
        return known;
    }

    /// Forgets the conversations that nobody has gone on with for the set time. Their answers stay, for those who were given a link.
    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        int forgotten = store.deleteUnused(forgotten());
        if (forgotten > 0) {
            Log.infof("forgot %d conversations", forgotten);
        }
    }

    private Instant forgotten() {
        return clock.instant().minus(kept);
    }

    private static List<Turn> before(List<Turn> turns, Optional<String> replaced) {
        return replaced.isEmpty() ? turns : turns.stream().takeWhile(turn -> !turn.answerId().equals(replaced.get())).toList();
    }

    /// What is asked as it stands alone, each question of a message in the light of those before it. Greetings, thanks and questions about
    /// this program ask for nothing that was said before.
    private String understand(AnswerRequest request, List<Turn> before, BooleanSupplier stopped) {
        Message message = Message.of(request.question());
        if (message.isSmallTalk()) {
            return request.question();
        }
        List<Exchange> exchanges = new ArrayList<>(before.subList(Math.max(0, before.size() - REMEMBERED), before.size()).stream()
                .flatMap(this::exchanges).toList());
        List<String> understood = new ArrayList<>();
        for (String question : message.questions()) {
            String one = understand(question, exchanges, request, stopped);
            understood.add(one);
            if (message.questions().size() > 1) {
                exchanges.add(new Exchange(one, expected(one, request)));
            }
        }
        return understood.equals(message.questions()) ? request.question() : String.join(" ", understood);
    }

    /// What was asked in a turn, without what asks for nothing.
    private Stream<Exchange> exchanges(Turn turn) {
        Message message = Message.of(turn.understood());
        return message.isSmallTalk() ? Stream.empty() : answers.find(turn.answerId()).map(GivenAnswer::answer).stream()
                .flatMap(answer -> message.questions().stream().map(question -> new Exchange(question, answer)));
    }

    /// An answer that is not given yet, to a question of the same message: it cites nothing.
    private Answer expected(String question, AnswerRequest request) {
        LocalDate today = request.asOf().orElseGet(() -> LocalDate.now(clock));
        return new NotFound(new Heading("", question, "", Mode.EXTRACTIVE, clock.instant()), today, "", List.of());
    }

    /// The first reading that the articles answer which should; else the first that any answer; else the question as asked where it stands
    /// alone, or the likeliest.
    private String understand(String question, List<Exchange> exchanges, AnswerRequest request, BooleanSupplier stopped) {
        LocalDate today = request.asOf().orElseGet(() -> LocalDate.now(clock));
        List<Reading> readings = interpreter.readings(question, exchanges, new Asking(today, request.site(), () -> {
            if (stopped.getAsBoolean()) {
                throw new ReaderLeftException();
            }
        })).stream()
                .filter(reading -> reading.question().length() <= AnswerRequest.MAX_QUESTION_LENGTH).toList();
        if (readings.size() < 2) {
            return readings.stream().findFirst().map(Reading::question).orElse(question);
        }
        Set<String> cited = exchanges.stream().flatMap(exchange -> exchange.answer().citations().stream()).map(Citation::articleId).collect(Collectors.toSet());
        Optional<String> answered = Optional.empty();
        for (Reading reading : readings) {
            Foreseen foreseen = foresight.foresee(reading.question(), today, sites.viewOf(request.site()));
            boolean fits = foreseen.isAnswered() && switch (reading.scope()) {
                case ONLY_THOSE_BEFORE -> cited.containsAll(foreseen.articleIds());
                case RATHER_THOSE_BEFORE -> foreseen.articleIds().stream().anyMatch(cited::contains);
                case OTHERS -> !cited.containsAll(foreseen.articleIds());
                case ANY -> true;
            };
            if (fits) {
                return reading.question();
            }
            if (answered.isEmpty() && foreseen.isAnswered() && reading.scope() != Scope.ONLY_THOSE_BEFORE) {
                answered = Optional.of(reading.question());
            }
        }
        // what is not answered either way is declined as it was asked, if it can be understood so
        return answered.or(() -> readings.stream().filter(reading -> reading.scope() == Scope.ANY).findFirst().map(Reading::question))
                .orElseGet(() -> readings.stream().filter(reading -> reading.scope() != Scope.ONLY_THOSE_BEFORE).findFirst()
                .orElse(readings.getFirst()).question());
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
