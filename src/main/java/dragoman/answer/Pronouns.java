package dragoman.answer;

import dragoman.answer.ReadArticle.Sentence;
import dragoman.evidence.Speakers;
import dragoman.retrieval.Names.Name;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells who is meant by "he" or "she" at the beginning of a sentence or after a quotation, where that is certain: the sentence before, in the
/// same paragraph, has one person only, who acts or speaks in it. In all other cases nobody is named.
final class Pronouns {

    private static final Pattern AT_THE_BEGINNING = Pattern.compile("^(?:He|She)\\b(?![’'])");
    private static final Pattern AFTER_A_QUOTATION = Pattern.compile("[,.!?]?[”\"],? (?:he|she)\\b(?= (?:said|says|added|told|wrote|asked|replied|warned|argued|stressed)\\b)");
    private static final Pattern ROLE = Pattern.compile("(?i)\\b(?:president|minister|premier|chancellor|secretary|envoy|spokes(?:man|woman|person)|chief|leader|ambassador|king|queen|prince|pope|"
            + "emir|sultan|mr|mrs|ms|dr|general|senator|commissioner|representative|negotiator|diplomat|judge|head|politician|laureate|mayor|governor)\\.? $");
    /// What may stand before the name of the one who acts.
    private static final Pattern LEADS_UP = Pattern.compile("(?:(?:[\\p{Lu}][\\p{L}’'.-]*|the|a|an|of|for|and|’s|'s|former|foreign|prime|defence|finance|interior|trade|special|deputy|vice|acting|"
            + "president|minister|premier|chancellor|secretary|envoy|spokesman|spokeswoman|chief|leader|ambassador|king|queen|emir|policy|state|general|speaker|parliament|politician|opposition|head|government)[ ,]+)*+");
    private static final Pattern PARTICLE = Pattern.compile(" (?:(?:von|van|de|der|den|da|di|bin|ibn|al|el|la|le)[ -]|al-|el-|Al[ -]).*");

    private Pronouns() {
    }

    /// What an editor would put in square brackets.
    ///
    /// @param at   behind the pronoun, counted in the sentence
    /// @param name the family name
    record Explanation(int at, String name) {
    }

    static Optional<Explanation> explained(ReadArticle article, Sentence sentence) {
        return pronoun(sentence).filter(at -> persons(article, sentence).stream().noneMatch(person -> person.span().start() < at))
                .flatMap(at -> meant(article, sentence).map(person -> new Explanation(at, familyName(person))));
    }

    private static Optional<Integer> pronoun(Sentence sentence) {
        return List.of(AT_THE_BEGINNING, AFTER_A_QUOTATION).stream().map(pattern -> pattern.matcher(sentence.text())).filter(Matcher::find)
                .filter(found -> !Speakers.isQuoted(sentence.text(), found.end())).map(Matcher::end).findFirst();
    }

    private static Optional<String> meant(ReadArticle article, Sentence sentence) {
        if (sentence.index() == 0) {
            return Optional.empty();
        }
        Sentence before = article.sentences().get(sentence.index() - 1);
        if (before.paragraph() != sentence.paragraph()) {
            return Optional.empty();
        }
        List<String> persons = persons(article, before).stream().map(Name::canonical).distinct().toList();
        if (persons.isEmpty()) {
            // "He … He …" goes on with the same one
            return pronoun(before).flatMap(_ -> meant(article, before));
        }
        return persons.size() == 1 && acts(article, before) ? Optional.of(persons.getFirst()) : Optional.empty();
    }

    private static boolean acts(ReadArticle article, Sentence sentence) {
        Name person = persons(article, sentence).getFirst();
        return sentence.speakers().contains(person.canonical()) || LEADS_UP.matcher(sentence.text().substring(0, person.span().start())).matches();
    }

    /// The names of people: the article calls them by an office, or has them speak under a name of several words.
    private static List<Name> persons(ReadArticle article, Sentence sentence) {
        return sentence.names().stream().filter(name -> !name.listed() && article.sentences().stream().anyMatch(other -> isPerson(other, name.canonical()))).toList();
    }

    private static boolean isPerson(Sentence sentence, String canonical) {
        return sentence.names().stream().filter(name -> name.canonical().equals(canonical)).anyMatch(name -> ROLE.matcher(sentence.text().substring(0, name.span().start())).find())
                || canonical.contains(" ") && sentence.speakers().contains(canonical);
    }

    private static String familyName(String person) {
        Matcher particle = PARTICLE.matcher(person);
        return particle.find() ? person.substring(particle.start()).strip() : person.substring(person.lastIndexOf(' ') + 1);
    }
}
