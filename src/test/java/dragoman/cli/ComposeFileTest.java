package dragoman.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What can be told of `deploy/compose.yaml` and `deploy/Dockerfile` without starting containers; where Docker Compose is installed it is asked as well.
class ComposeFileTest {

    private static final Path COMPOSE = Path.of("deploy/compose.yaml");
    private static final Path DOCKERFILE = Path.of("deploy/Dockerfile");
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?!--from)(\\S+) \\S+$");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)");
    /// Whatever is interpolated, and the inside of another interpolation.
    private static final Pattern INTERPOLATION = Pattern.compile("\\$\\{\\w+(?::[-+?][^${}]*)?}");
    /// Those of the containers, and of Docker Compose.
    private static final Set<String> OTHERS = Set.of("POSTGRES_PASSWORD", "COMPOSE_PROFILES");

    private static JsonNode read() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(COMPOSE.toFile());
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void servicesNameOnlyWhatThereIs() throws IOException {
        JsonNode compose = read();
        Set<String> services = names(compose.get("services"));
        assertEquals(Set.of("dragoman", "database", "ollama", "model"), services);
        compose.get("services").forEach(service -> {
            assertTrue(services.containsAll(names(service.path("depends_on"))), service.toString());
            service.path("volumes").forEach(volume -> assertTrue(compose.get("volumes").has(volume.asText().split(":")[0]), volume.asText()));
            assertTrue(service.has("image") || service.has("build"), service.toString());
        });
        JsonNode build = compose.at("/services/dragoman/build");
        Path context = COMPOSE.getParent().resolve(build.get("context").asText());
        assertTrue(Files.isSameFile(context.resolve(build.get("dockerfile").asText()), DOCKERFILE));
        assertTrue(compose.at("/services/dragoman/ports/0").asText().startsWith("127.0.0.1:"), "nobody else reaches it unless that is wanted");
    }

    @Test
    void onlyTheModelIsOfTheProfile() throws IOException {
        JsonNode services = read().get("services");
        services.properties().forEach(service -> assertEquals(Set.of("ollama", "model").contains(service.getKey()), service.getValue().path("profiles").toString().equals("[\"ollama\"]"), service.getKey()));
        assertTrue(services.at("/dragoman/depends_on/model/required").isBoolean() && !services.at("/dragoman/depends_on/model/required").asBoolean(), "it starts without the profile");
        assertEquals(services.at("/dragoman/environment/DRAGOMAN_MODEL_NAME").asText().replaceAll(".*\\+|}", ""), services.at("/model/command/0").asText().replaceAll(".*:-|}", ""), "what is fetched is what is asked");
    }

    @Test
    void everySettingThatIsHandedOnIsOfTheProgram() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        JsonNode services = read().get("services");
        names(services.at("/dragoman/environment")).forEach(name -> assertTrue(readme.contains("`" + name + "`"), name));
        Matcher variable = VARIABLE.matcher(services.toString());
        while (variable.find()) {
            assertTrue(OTHERS.contains(variable.group(1)) || readme.contains("`" + variable.group(1) + "`"), variable.group(1));
        }
    }

    @Test
    void whatIsInterpolatedIsWellFormed() throws IOException {
        String left = read().toString();
        for (String before = ""; !before.equals(left);) {
            before = left;
            left = INTERPOLATION.matcher(left).replaceAll("value");
        }
        assertTrue(left.indexOf('$') < 0, left);
    }

    @Test
    void theImageIsMadeOfWhatIsInTheRepository() throws IOException {
        String dockerfile = Files.readString(DOCKERFILE);
        List<String> ignore = Files.readAllLines(Path.of(".dockerignore"));
        List<String> copied = new ArrayList<>();
        Matcher copy = COPIED.matcher(dockerfile);
        while (copy.find()) {
            copied.add(copy.group(1));
        }
        assertEquals(List.of("pom.xml", "src/main", "prompts", "corpus"), copied);
        for (String path : copied) {
            assertTrue(Files.exists(Path.of(path)), path);
            assertTrue(ignore.contains("!" + path), "not sent to the builder: " + path);
        }
        assertTrue(dockerfile.contains("USER 10001"), "it does not run as root");
        assertTrue(Files.readString(Path.of("pom.xml")).contains("<maven.compiler.release>" + dockerfile.replaceAll("(?s).*FROM eclipse-temurin:(\\d+)-jre.*", "$1") + "<"), "the same Java as in pom.xml");
    }

    @Test
    void dockerComposeTakesItWhereItIsInstalled() throws IOException, InterruptedException {
        assumeTrue(docker(Map.of(), "compose", "version").code == 0, "Docker Compose is not installed");
        Ran without = docker(Map.of("DRAGOMAN_ADMIN_TOKEN", "secret"), "compose", "-f", COMPOSE.toString(), "config");
        assertEquals(0, without.code, without.output);
        assertTrue(without.output.contains("DRAGOMAN_MODEL_PROVIDER: none"), without.output);
        Ran with = docker(Map.of("DRAGOMAN_ADMIN_TOKEN", "secret", "COMPOSE_PROFILES", "ollama"), "compose", "-f", COMPOSE.toString(), "config");
        assertEquals(0, with.code, with.output);
        assertTrue(with.output.contains("DRAGOMAN_MODEL_PROVIDER: ollama") && with.output.contains("DRAGOMAN_MODEL_BASE_URL: http://ollama:11434"), with.output);
    }

    private record Ran(int code, String output) {
    }

    private static Ran docker(Map<String, String> environment, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), output);
        } catch (IOException e) {
            return new Ran(-1, e.getMessage());
        }
    }
}
