package dragoman.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A setting that the README does not explain does not exist for its users.
class ConfigurationDocumentedTest {

    private static final Pattern PROPERTY = Pattern.compile("@ConfigProperty\\(name = \"([^\"]+)\"");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern MAPPED = Pattern.compile("(?m)^    \\w+ (\\w+)\\(\\);");
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:DRAGOMAN|QUARKUS)_[A-Z_]+[A-Z]\\b");

    @Test
    void everySettingIsInTheTable() throws IOException {
        Set<String> settings = new TreeSet<>();
        for (Path file : files("src/main/java", "deploy")) {
            String content = Files.readString(file);
            Matcher property = PROPERTY.matcher(content);
            while (property.find()) {
                settings.add(property.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
            }
            Matcher mapping = MAPPING.matcher(content);
            if (mapping.find()) {
                Matcher setting = MAPPED.matcher(content.substring(mapping.end()));
                while (setting.find()) {
                    settings.add((mapping.group(1) + "." + setting.group(1).replaceAll("(?=[A-Z])", "-")).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
                }
            }
            Matcher variable = VARIABLE.matcher(content);
            while (variable.find()) {
                settings.add(variable.group());
            }
        }
        assertTrue(settings.containsAll(Set.of("DRAGOMAN_CORPUS", "DRAGOMAN_PASSAGES_MAX_TOKENS")), "the settings are looked for in the right places");
        String table = Files.readString(Path.of("README.md")).lines().filter(line -> line.startsWith("| `")).reduce("", String::concat);
        settings.removeIf(setting -> table.contains("`" + setting + "`"));
        assertTrue(settings.isEmpty(), "not in the README's table: " + settings);
    }

    @Test
    void everyScriptExplainsItself() throws IOException {
        for (Path script : files("deploy").stream().filter(file -> file.getParent().endsWith("deploy") && Files.isExecutable(file)).toList()) {
            String content = Files.readString(script);
            assertTrue(content.startsWith("#!/usr/bin/env bash\n# "), script + " has no help in its header");
            assertTrue(content.contains("--help"), script + " does not know --help");
            assertFalse(content.contains("http://localhost"), script + " names an address that may be another");
        }
    }

    private static Set<Path> files(String... roots) throws IOException {
        Set<Path> files = new TreeSet<>();
        for (String root : roots) {
            try (Stream<Path> paths = Files.walk(Path.of(root))) {
                paths.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        return files;
    }
}
