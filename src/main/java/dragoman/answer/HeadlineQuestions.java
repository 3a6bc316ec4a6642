package dragoman.answer;

import dragoman.article.PartsOfSpeech;
import dragoman.article.PartsOfSpeech.Tagged;
import dragoman.article.Span;
import dragoman.retrieval.Thesaurus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Makes a question of a headline that says who did what: of "Ruritania and Graustark sign a treaty in Strelsau" "When did Ruritania and
/// Graustark sign a treaty in Strelsau?" Of a headline whose words do not make a whole sentence it makes none.
final class HeadlineQuestions {

    private static final Set<String> SUBJECT = Set.of("PROPN", "NOUN", "NUM", "CCONJ", "PUNCT", "ADJ", "DET");
    private static final Set<String> MAKES_DEFINITE = Set.of("DET", "NUM", "PRON");
    /// What somebody says is asked for by name.
    private static final Set<String> SAYING = Set.of("say", "deny", "warn", "tell", "call", "claim", "criticise", "criticize", "propose",
            "threaten", "plan");
    private static final Set<String> WITH_ARTICLE = Set.of("EU", "UN", "US", "UK", "United", "Netherlands", "Philippines");
    private static final int LONGEST = 110;

    private final PartsOfSpeech partsOfSpeech = new PartsOfSpeech();
    private final Thesaurus thesaurus = new Thesaurus();

    Optional<String> of(String title) {
        List<Tagged> tokens = partsOfSpeech.of(title);
        int verb = IntStream.range(0, tokens.size()).filter(i -> !SUBJECT.contains(tokens.get(i).tag())).findFirst().orElse(0);
        if (verb == 0 || !tokens.get(verb).tag().equals("VERB")) {
            return Optional.empty();
        }
        List<Tagged> before = tokens.subList(0, verb);
        Optional<String> subject = subject(title, before);
        String form = tokens.get(verb).span().in(title);
        Optional<String> base = thesaurus.verb(form).filter(lemma -> !SAYING.contains(lemma) && agrees(title, before, form, lemma));
        List<Tagged> rest = clause(title, tokens.subList(verb + 1, tokens.size()));
        if (subject.isEmpty() || base.isEmpty() || rest.isEmpty() || !isWhole(title, rest)) {
            return Optional.empty();
        }
        String question = "When did " + subject.get() + " " + base.get() + " " + text(title, rest) + "?";
        return question.length() <= LONGEST ? Optional.of(question) : Optional.empty();
    }

    /// The present tense: "frees" of one, "agree" of several. The tagger errs in headlines, so that what does not agree is no verb.
    private static boolean agrees(String title, List<Tagged> subject, String form, String lemma) {
        boolean several = isGroup(title, subject) || subject.stream().anyMatch(token -> token.tag().equals("CCONJ"));
        return several ? form.equals(lemma) && !form.endsWith("s") : !form.equals(lemma) && form.endsWith("s");
    }

    private static boolean isGroup(String title, List<Tagged> subject) {
        Tagged head = subject.getLast();
        return head.tag().equals("NOUN") && head.span().in(title).endsWith("s") && subject.stream()
                .noneMatch(token -> token.tag().equals("PUNCT"));
    }

    /// Names of one word, "the United States", and groups: what needs no article, or has a known one.
    private static Optional<String> subject(String title, List<Tagged> tokens) {
        String text = new Span(0, tokens.getLast().span().end()).in(title);
        if (isGroup(title, tokens)) {
            String first = tokens.getFirst().span().in(text);
            boolean name = tokens.getFirst().tag().equals("PROPN");
            return Optional.of(WITH_ARTICLE.contains(first) ? "the " + text : name ? text : text.substring(0, 1).toLowerCase(Locale.ROOT)
                    + text.substring(1));
        }
        StringBuilder subject = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i).span().in(text);
            boolean follows = i > 0 && tokens.get(i - 1).tag().equals("PROPN");
            boolean united = follows && tokens.get(i - 1).span().in(text).equals("United");
            switch (tokens.get(i).tag()) {
                case "PROPN" -> {
                    if (follows && !united) {
                        return Optional.empty();
                    }
                    subject.append(i > 0 ? " " : "").append(WITH_ARTICLE.contains(token) && !endsWithArticle(subject) ? "the " : "")
                            .append(token);
                }
                case "CCONJ" -> subject.append(' ').append(token);
                case "DET" -> subject.append(i > 0 ? " " : "").append(token.toLowerCase(Locale.ROOT));
                case "PUNCT" -> subject.append(token);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(subject.toString());
    }

    private static boolean endsWithArticle(StringBuilder text) {
        return text.toString().endsWith("the");
    }

    /// Up to where another clause begins.
    private static List<Tagged> clause(String title, List<Tagged> rest) {
        List<Tagged> clause = new ArrayList<>();
        for (int i = 0; i < rest.size(); i++) {
            Tagged token = rest.get(i);
            boolean joins = token.tag().equals("CCONJ") && i + 1 < rest.size() && Set.of("VERB", "PRON", "AUX")
                    .contains(rest.get(i + 1).tag());
            boolean begins = token.tag().equals("SCONJ") || token.span().in(title).equals("as") || token.tag().equals("PUNCT")
                    && !token.span().in(title).equals("-") || token.tag().equals("CCONJ") && token.span().in(title).equals("but");
            if (joins || begins) {
                break;
            }
            clause.add(token);
        }
        return clause;
    }

    /// Headlines leave articles out: a noun in the singular behind the verb needs one.
    private static boolean isWhole(String title, List<Tagged> rest) {
        List<Tagged> object = rest.stream().takeWhile(token -> !Set.of("ADP", "PART", "VERB", "ADV").contains(token.tag())).toList();
        return object.isEmpty() || object.stream().anyMatch(token -> MAKES_DEFINITE.contains(token.tag())) || object.getLast().tag()
                .equals("PROPN")
                || object.getLast().tag().equals("NOUN") && object.getLast().span().in(title).endsWith("s");
    }

    private static String text(String title, List<Tagged> tokens) {
        return new Span(tokens.getFirst().span().start(), tokens.getLast().span().end()).in(title);
    }
}
