package dragoman.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dragoman.article.SentenceSplitter;
import dragoman.evaluation.Tampering;
import dragoman.retrieval.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every sentence of the sample articles, as it is and falsified in one place.
class FalsifiedSentencesTest {

    private static final LocalDate DAY = LocalDate.of(2025, 6, 2);
    private static List<String> sentences;
    private static List<String> names;
    private final EvidenceChecker checker = new EvidenceChecker(new Names());

    @BeforeAll
    static void read() throws IOException {
        SentenceSplitter splitter = new SentenceSplitter();
        sentences = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("corpus"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
                String content = Files.readString(file);
                String text = content.substring(content.indexOf("\n---\n") + 5).replaceAll("(?<!\n)\n(?!\n)", " ").strip();
                splitter.split(text).forEach(span -> sentences.add(span.in(text)));
            }
        }
        names = sentences.stream().flatMap(sentence -> Tampering.names(sentence).stream()).distinct().toList();
        assertTrue(sentences.size() > 500, "only " + sentences.size() + " sentences");
    }

    private List<Unsupported> check(String statement, String sentence) {
        return checker.check(statement, List.of(new Quote(sentence, DAY, Set.of(), "", Set.of())));
    }

    @Test
    void asTheyAreTheyPass() {
        List<String> refused = sentences.stream().filter(sentence -> !check(sentence, sentence).isEmpty()).toList();
        assertTrue(refused.size() <= sentences.size() / 100, () -> String.join("\n", refused));
    }

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void falsifiedTheyDoNot(Tampering tampering) {
        Random random = new Random(7);
        int tried = 0;
        List<String> passed = new ArrayList<>();
        for (String sentence : sentences) {
            Optional<String> changed = tampering.apply(sentence, names, random);
            if (changed.isPresent()) {
                tried++;
                if (check(changed.get(), sentence).isEmpty()) {
                    passed.add(changed.get());
                }
            }
        }
        assertTrue(tried >= 30, tampering + " was tried only " + tried + " times");
        assertEquals(0, passed.size() * 100 / tried, () -> String.join("\n", passed));
    }
}
