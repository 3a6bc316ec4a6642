package dragoman.channel.web;

import dragoman.answer.Answer;
import dragoman.answer.Answer.Answered;
import dragoman.answer.Answer.Nearest;
import dragoman.answer.Answer.NotFound;
import dragoman.answer.Answer.Partial;
import dragoman.answer.Citation;
import dragoman.answer.GivenAnswer;
import dragoman.answer.Ruling;
import dragoman.answer.Statement;
import dragoman.article.ArticleVersion;
import dragoman.article.ArticleVersion.State;
import dragoman.article.Paragraphs;
import dragoman.article.Rights;
import dragoman.article.Span;
import dragoman.channel.web.Texts.Dictionary;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the templates of the pages show. They escape all of it.
final class PageView {

    private static final int DESCRIPTION = 300;

    private PageView() {
    }

    /// What every page has.
    ///
    /// @param keepDays how long conversations are kept
    record Page(String language, String direction, String title, String description, int keepDays, Map<String, String> texts) {
        static Page of(Dictionary texts, int keepDays, String title, String description) {
            String shown = description.length() <= DESCRIPTION ? description : description.substring(0, DESCRIPTION - 1) + "…";
            return new Page(texts.language(), texts.direction(), title, shown, keepDays, texts.words());
        }
    }

    /// An answer.
    ///
    /// @param address      where it is, absolute
    /// @param card         whether there is a picture of it
    /// @param status       what is to be said first, where it does not answer the whole question; else empty
    /// @param withheld     what is to be said of statements that were withheld; else empty
    /// @param note         how it came about, in English, where a reader should know; else empty
    /// @param mode         whose words it is in; empty where it has none
    /// @param changes      what has become of its sources
    /// @param editors      whether editors chose or wrote it; else empty
    /// @param conversation to go on with it; empty for those who only have the link
    record AnswerView(String id, String site, String address, boolean card, String question, String understoodAs, String status, String reason, String withheld, String note, String mode, String editors,
            List<Statement> statements, List<CitationView> citations, List<Nearest> nearest, List<String> changes, String asOf, String conversation) {

        static AnswerView of(GivenAnswer given, String address, boolean card, String conversation, Dictionary texts) {
            Answer answer = given.answer();
            String status = switch (answer) {
                case Answered _ -> "";
                case Partial _ -> texts.get("partial");
                case NotFound notFound -> notFound.isHelp() ? "" : texts.get("notFound");
            };
            String reason = switch (answer) {
                case Answered _ -> "";
                case Partial partial -> partial.lack().filter(lack -> lack.isToldIn(texts.language())).map(texts::lack)
                        .orElse(partial.reason());
                case NotFound notFound -> notFound.lack().filter(lack -> lack.isToldIn(texts.language())).map(texts::lack)
                        .orElse(notFound.reason());
            };
            String withheld = answer.withheld().isEmpty() ? "" : texts.get("withheld", "reasons", answer.withheld().stream().map(one -> texts.get("rule" + one.rule())).distinct().collect(Collectors.joining(", ")));
            String mode = answer.statements().isEmpty() ? "" : switch (answer.heading().mode()) {
                case EXTRACTIVE -> texts.get("ownWords");
                case GENERATIVE -> texts.get("modelWords");
                // what is said of the editors says so
                case EDITED -> "";
            };
            List<String> changes = given.changes().stream().map(change -> texts.get(change.state() == State.WITHDRAWN ? "changedWithdrawn" : "changedCorrected")).distinct().toList();
            String id = answer.heading().id();
            String editors = editorsNote(answer, texts);
            return new AnswerView(id, answer.heading().site().orElse(""), address, card, answer.heading().question(), answer.heading().understoodAs().orElse(""), status, reason, withheld, editors.isEmpty() ? answer.note().orElse("") : "", mode, editors, answer.statements(),
                    answer.citations().stream().map(citation -> CitationView.of(id, citation, texts)).toList(), answer.nearest(), changes,
                    texts.get("asOf", "date", texts.date(answer.asOf())), conversation);
        }
    }

    private static String editorsNote(Answer answer, Dictionary texts) {
        return answer.heading().editorial().filter(_ -> answer.note().isPresent())
                .map(editorial -> texts.get(editorial.ruling() == Ruling.Kind.PIN ? "note.pinned" : "note.corrected", "date", texts.date(editorial.made().atOffset(ZoneOffset.UTC).toLocalDate()))).orElse("");
    }

    record CitationView(int number, String title, String publisher, String published, String quote, String link, String linkText) {
        static CitationView of(String answer, Citation citation, Dictionary texts) {
            return new CitationView(citation.number(), citation.title(), citation.publisher(), citation.published().toString(), citation.quote(),
                    citation.deepLink().orElse("/answers/" + answer + "/sources/" + citation.number() + "#quote"),
                    texts.get(citation.deepLink().isPresent() ? "openArticle" : "readPassage"));
        }
    }

    /// An article with a passage highlighted: all of it where its rights allow, else the paragraph of the quote.
    ///
    /// @param notice what is to be said about it, or empty
    record SourceView(String answer, String title, String publisher, String published, String day, String language, String url, String notice, List<Paragraph> paragraphs) {

        static SourceView of(String answer, Citation citation, ArticleVersion version, Dictionary texts) {
            String text = version.article().text();
            Span quote = new Span(citation.start(), citation.end());
            boolean whole = version.article().rights() == Rights.FULL_TEXT;
            List<Paragraph> paragraphs = Paragraphs.of(text).stream().filter(span -> whole || span.start() < quote.end() && quote.start() < span.end())
                    .map(span -> Paragraph.of(text, span, quote)).toList();
            String notice = version.state() == State.SUPERSEDED ? texts.get("superseded") : whole ? "" : texts.get("quotesOnly");
            return new SourceView(answer, version.article().title(), version.article().publisher().name(), citation.published().toString(), texts.date(citation.published()),
                    version.article().language(), citation.deepLink().or(() -> version.article().url().map(URI::toString)).orElse(""), notice, paragraphs);
        }
    }

    /// A paragraph; the quote is empty where it lies elsewhere.
    record Paragraph(String before, String quote, String after) {
        static Paragraph of(String text, Span paragraph, Span quote) {
            int start = Math.clamp(quote.start(), paragraph.start(), paragraph.end());
            int end = Math.clamp(quote.end(), start, paragraph.end());
            return start == end ? new Paragraph(paragraph.in(text), "", "")
                    : new Paragraph(text.substring(paragraph.start(), start), text.substring(start, end), text.substring(end, paragraph.end()));
        }
    }

    static String description(Answer answer, Dictionary texts) {
        return Optional.of(answer.text()).filter(text -> !text.isEmpty()).orElseGet(() -> texts.get("notFound"));
    }
}
