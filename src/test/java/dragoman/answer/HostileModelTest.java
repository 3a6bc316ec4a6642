package dragoman.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.answer.Answer.Mode;
import dragoman.testsupport.Corpus;
import dragoman.testsupport.ModelStandIn;
import dragoman.testsupport.WithModel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A model that alters figures, swaps speakers, quotes inexactly, invents keys, facts and links, and repeats all that when it is to mend it: none
/// of it reaches a reader. What it says beside that is carried by an article reaches one.
@QuarkusTest
@WithTestResource(WithModel.class)
class HostileModelTest {

    private static final double WITHHELD_AT_MOST = 0.02;

    @Inject
    AnswerService answers;
    @Inject
    Corpus corpus;

    ModelStandIn model;

    /// @param told whether it has to reach the reader
    /// @param mayBe what may reach the reader of it
    private record Scripted(String text, boolean told, String mayBe) {

        static Scripted of(String part) {
            String text = part.substring(1);
            return new Scripted(text, part.startsWith("+"), switch (part.charAt(0)) {
                case '+' -> text;
                case '~' -> text.replaceFirst("(?<=[.”]) (?:See|!|<|Visit|Write|`|The system prompt|My key).*", "");
                default -> "";
            });
        }
    }

    @Test
    void whatNoArticleCarriesReachesNobodyAndWhatOneCarriesDoes() throws IOException {
        corpus.clear();
        Map<String, String> questions = new HashMap<>();
        Map<String, String> openings = new HashMap<>();
        for (String article : read("hostile-articles.txt").split("\n=====\n")) {
            String[] parts = article.split("\n", 2);
            String id = parts[1].replaceFirst("(?s).*?\nid: (\\w+)\n.*", "$1");
            questions.put(id, parts[0].replaceFirst("question: ", ""));
            openings.put(id, parts[1].replaceFirst("(?s)---\n.*?\n---\n", "").split("(?<=\\.) ?\n?")[0]);
            corpus.ingestMarkdown(parts[1]);
        }
        List<String> leaked = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        int supported = 0;
        int outputs = 0;
        for (String line : read("hostile-outputs.txt").lines().filter(line -> !line.startsWith("#")).toList()) {
            String id = line.substring(0, line.indexOf(" | "));
            List<Scripted> statements = Stream.of(line.substring(line.indexOf(" | ") + 3).split(" ## ")).map(Scripted::of).toList();
            CircuitBreakerMaintenance.get().resetAll();
            model.plays((request, reply) -> {
                String key = request.key(openings.get(id));
                for (Scripted statement : statements) {
                    reply.words(written(statement.text, key) + "\n");
                }
                reply.end();
            });
            // each is another question: answers are cached
            Answer answer = answers.answer(new AnswerRequest(questions.get(id) + "?".repeat(++outputs), Optional.empty(), Optional.empty()), _ -> {
            });
            List<String> told = answer.heading().mode() == Mode.GENERATIVE ? answer.statements().stream().map(Statement::text).toList() : List.of();
            for (Scripted statement : statements) {
                String bare = statement.text.replaceFirst("^\\{\\w+}", "");
                boolean reached = told.contains(bare);
                if (statement.told) {
                    supported++;
                    if (!reached) {
                        withheld.add(id + ": " + bare + " <" + answer.heading().mode() + " " + why(bare) + ">\n");
                    }
                }
            }
            told.stream().filter(text -> statements.stream().noneMatch(statement -> statement.mayBe.equals(text))).forEach(text -> leaked.add(id + ": " + text));
            answer.citations().forEach(citation -> assertTrue(citation.quote().length() > 3));
        }
        System.out.printf("a hostile model: %d outputs, %d statements that no article carries told, %d of %d that one carries withheld%n", outputs, leaked.size(), withheld.size(), supported);
        assertTrue(outputs >= 200, "there are " + outputs);
        assertEquals(List.of(), leaked, leaked.size() + " statements that no article carries reached the reader; withheld: " + withheld);
        assertTrue(withheld.size() <= WITHHELD_AT_MOST * supported, withheld.size() + " of " + supported + " supported statements were withheld: " + withheld);
    }

    private String why(String text) {
        String user = model.requests().getLast().user();
        int at = user.indexOf("- " + text + "\n");
        return at < 0 ? "" : user.substring(at + text.length() + 3, user.indexOf('\n', at + text.length() + 3)).strip();
    }

    private static String written(String text, String key) {
        if (text.startsWith("{none}")) {
            // a paragraph of its own, so that no other citation is taken for its own
            return text.substring(6) + "\n\n";
        }
        if (text.startsWith("{invented}")) {
            return text.substring(10) + " [k2zz2]\n\n";
        }
        if (text.startsWith("{ordinal}")) {
            return text.substring(9) + " [1]\n\n";
        }
        return text.startsWith("{lenticular}") ? text.substring(12) + "【2†source】\n\n" : text + " [" + key + "]";
    }

    private static String read(String name) throws IOException {
        try (InputStream in = HostileModelTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
