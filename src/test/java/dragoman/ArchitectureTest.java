package dragoman;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;

@AnalyzeClasses(packages = "dragoman", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> PACKAGES = List.of("article", "onnx", "reading", "database", "feed", "fetch", "ingestion", "retrieval", "evidence", "model", "answer", "answer.generation", "conversation", "channel.web",
            "channel.openai", "channel.slack", "channel.widget", "newsroom", "newsroom.desk", "audit",
            "settings", "health", "evaluation", "cli");

    @ArchTest
    static final ArchRule articlesKnowNoFramework = classes().that().resideInAPackage("dragoman.article..")
            .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "dragoman.article..", "opennlp..", "org.apache.lucene.analysis.."))
            .because("what an article is outlives every framework");

    @ArchTest
    static final ArchRule evidenceIsJudgedPurely = classes().that().resideInAPackage("dragoman.evidence..")
            .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "dragoman.article..", "dragoman.evidence..", "dragoman.retrieval.."))
            .because("what a statement may say depends on its words and those of its quotes, and on nothing else");

    @ArchTest
    static final ArchRule readingNeedsTextsOnly = classes().that().resideInAPackage("dragoman.reading..")
            .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "dragoman.reading..", "dragoman.onnx..", "dragoman.article..", "ai.onnxruntime..",
                    "dev.langchain4j..", "com.fasterxml.jackson.."))
            .because("a reader needs neither database nor container, and another can take its place");

    @ArchTest
    static final ArchRule sessionsAreMadeInOnePlace = noClasses().that().resideOutsideOfPackages("dragoman.onnx..", "dragoman.ingestion..", "dragoman.reading..")
            .should().dependOnClassesThat(resideInAnyPackage("ai.onnxruntime..", "ai.djl.."))
            .because("all models share the processors");

    @ArchTest
    static final ArchRule channelsSeeAnswersOnly = noClasses().that().resideInAPackage("dragoman.channel..")
            .should().dependOnClassesThat(resideInAnyPackage("dragoman.feed..", "dragoman.ingestion..", "dragoman.retrieval..", "dragoman.cli.."))
            .because("a channel renders answers and takes no part in making them");

    @ArchTest
    static final ArchRule channelsDoNotSeeEachOther = SlicesRuleDefinition.slices().matching("dragoman.channel.(*)..")
            .should().notDependOnEachOther()
            .because("each channel can be dropped without the others noticing").allowEmptyShould(true);

    @ArchTest
    static final ArchRule answersSeeNoChannel = noClasses()
            .that().resideInAnyPackage("dragoman.article..", "dragoman.database..", "dragoman.feed..", "dragoman.fetch..", "dragoman.ingestion..",
                    "dragoman.retrieval..", "dragoman.evidence..", "dragoman.answer..", "dragoman.conversation..")
            .should().dependOnClassesThat(resideInAnyPackage("dragoman.channel..", "dragoman.newsroom..", "dragoman.cli..", "jakarta.ws.rs.."))
            .because("the same answer goes to every channel");

    @ArchTest
    static final ArchRule conversationsAskForAnswers = noClasses().that().resideInAPackage("dragoman.conversation..")
            .should().dependOnClassesThat(resideInAnyPackage("dragoman.feed..", "dragoman.ingestion..", "dragoman.newsroom.."))
            .because("a conversation knows what was said, and answers know the articles");

    @ArchTest
    static final ArchRule answersKnowNoConversation = noClasses().that().resideInAnyPackage("dragoman.answer..", "dragoman.retrieval..", "dragoman.evidence..")
            .should().dependOnClassesThat(resideInAPackage("dragoman.conversation.."))
            .because("whoever answers is given a question that stands alone");

    @ArchTest
    static final ArchRule langChain4jStaysWhereModelsAre = noClasses()
            .that().resideOutsideOfPackages("dragoman.ingestion..", "dragoman.reading..", "dragoman.retrieval..", "dragoman.answer..", "dragoman.model..")
            .should().dependOnClassesThat(resideInAPackage("dev.langchain4j.."))
            .because("models are used by these and known to no one else");

    @ArchTest
    static final ArchRule theAuditLogSeesNobody = noClasses().that().resideInAPackage("dragoman.audit..")
            .should().dependOnClassesThat(resideInAnyPackage("dragoman.article..", "dragoman.feed..", "dragoman.ingestion..", "dragoman.retrieval..", "dragoman.answer..",
                    "dragoman.conversation..", "dragoman.channel..", "dragoman.newsroom.."))
            .because("whoever does something writes it down there, and nobody can be left out");

    @ArchTest
    static final ArchRule connectionsGoThroughTheGate = noClasses().that().resideOutsideOfPackage("dragoman.database..")
            .should().dependOnClassesThat().areAssignableTo(javax.sql.DataSource.class)
            .because("waiting in the connection pool keeps virtual threads from running");

    @ArchTest
    static final ArchRule nobodyElseFetches = noClasses().that().resideOutsideOfPackages("dragoman.fetch..", "dragoman.model..", "dragoman.answer.generation..")
            .should().dependOnClassesThat(resideInAnyPackage("org.apache.hc..", "java.net.http.."))
            .because("what is fetched is checked in one place, and models are asked in one other");

    @ArchTest
    static final ArchRule slackIsKnownInOnePlace = noClasses().that().resideOutsideOfPackage("dragoman.channel.slack..")
            .should().dependOnClassesThat().resideInAnyPackage("com.slack..")
            .because("Slack is one channel of several");

    @ArchTest
    static final ArchRule formatsAreReadInOnePlace = noClasses().that().resideOutsideOfPackage("dragoman.feed..")
            .should().dependOnClassesThat(resideInAnyPackage("com.rometools..", "org.apache.pdfbox..", "org.jsoup..", "org.commonmark.."))
            .because("whoever is behind the readers sees clean text only");

    @ArchTest
    static final ArchRule measuresKnowNothingMeasured = noClasses().that().resideInAPackage("dragoman.evaluation..")
            .should().dependOnClassesThat(resideInAnyPackage("dragoman.database..", "dragoman.ingestion..", "dragoman.reading..", "dragoman.retrieval..",
                    "dragoman.answer..", "dragoman.cli..", "io.quarkus..", "jakarta.."))
            .because("whatever answers can be measured with the same measures");

    @ArchTest
    static final ArchRule noCycles = SlicesRuleDefinition.slices().matching("dragoman.(*)..").should().beFreeOfCycles()
            .because("a newcomer must be able to read one package after the other");

    @ArchTest
    static void everyNamedPackageExists(JavaClasses classes) {
        for (String name : PACKAGES) {
            assertTrue(classes.that(resideInAPackage("dragoman." + name)).that(alwaysTrue()).iterator().hasNext(), "no class in dragoman." + name);
        }
    }
}
