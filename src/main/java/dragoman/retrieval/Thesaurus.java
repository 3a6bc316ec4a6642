package dragoman.retrieval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dragoman.article.Words;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerTarget;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;

/// Words of like meaning, by WordNet: those that share one of the commonest senses of a word, what is derived from them ("sign", "signature"),
/// and the next wider and narrower words.
///
/// Thread-safe.
public final class Thesaurus {

    /// WordNet orders the senses of a word by how common they are; rare ones mislead.
    private static final int SENSES = 3;
    private static final int SENSES_OF_PERSONS = 2;
    private static final List<POS> PARTS = List.of(POS.VERB, POS.NOUN);
    private static final List<PointerType> NEXT = List.of(PointerType.HYPERNYM, PointerType.HYPONYM);
    private static final int CACHED = 5_000;
    /// The longest word of WordNet has 71 letters.
    private static final int LONGEST_WORD = 80;
    private static final Pattern PARTS_OF_COMPOUND = Pattern.compile("[^\\s_-]+");
    private static final int MOST_PARTS = 3;

    private final Dictionary wordNet;
    private final Cache<String, Set<String>> cache = Caffeine.newBuilder().maximumSize(CACHED).build();
    private final Cache<String, Boolean> persons = Caffeine.newBuilder().maximumSize(CACHED).build();
    private final Cache<String, Boolean> known = Caffeine.newBuilder().maximumSize(CACHED).build();

    public Thesaurus() {
        try {
            wordNet = Dictionary.getDefaultResourceInstance();
        } catch (JWNLException e) {
            throw new IllegalStateException("WordNet is missing from the classpath", e);
        }
    }

    /// The stems of the words like this one, its own not included.
    public Set<String> like(String word) {
        return cache.get(word.toLowerCase(Locale.ROOT), this::lookUp);
    }

    /// Whether a noun is a word for people, such as "judge" or "laureate", in one of its two commonest senses.
    public boolean isPerson(String noun) {
        return persons.get(noun.toLowerCase(Locale.ROOT), this::lookUpPerson);
    }

    /// Whether the word, or what it is a form of, stands in WordNet, as any part of speech. The search for forms takes other letters than
    /// those of WordNet, which writes ASCII, for whatever stands next to them.
    public boolean isKnown(String word) {
        return word.chars().allMatch(letter -> letter < 128) && known.get(word.toLowerCase(Locale.ROOT), this::lookUpKnown);
    }

    /// The verb that a word is a form of: "frees" of "free".
    public synchronized Optional<String> verb(String form) {
        try {
            return Optional.ofNullable(entry(POS.VERB, form.toLowerCase(Locale.ROOT))).map(IndexWord::getLemma);
        } catch (JWNLException e) {
            throw new IllegalStateException("WordNet cannot be read", e);
        }
    }

    private synchronized boolean lookUpKnown(String word) {
        try {
            for (POS part : POS.getAllPOS()) {
                if (entry(part, word) != null) {
                    return true;
                }
            }
            return false;
        } catch (JWNLException e) {
            throw new IllegalStateException("WordNet cannot be read", e);
        }
    }

    private synchronized boolean lookUpPerson(String noun) {
        try {
            IndexWord entry = entry(POS.NOUN, noun);
            return entry != null && entry.getSenses().stream().limit(SENSES_OF_PERSONS).anyMatch(Thesaurus::isBelowPerson);
        } catch (JWNLException e) {
            throw new IllegalStateException("WordNet cannot be read", e);
        }
    }

    private static boolean isBelowPerson(Synset sense) {
        Deque<Synset> open = new ArrayDeque<>(List.of(sense));
        Set<Long> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Synset next = open.pop();
            if (next.getWords().stream().anyMatch(word -> word.getLemma().equals("person"))) {
                return true;
            }
            try {
                for (PointerTarget wider : next.getTargets(PointerType.HYPERNYM)) {
                    if (seen.add(((Synset) wider).getOffset())) {
                        open.add((Synset) wider);
                    }
                }
            } catch (JWNLException e) {
                throw new IllegalStateException("WordNet cannot be read", e);
            }
        }
        return false;
    }

    /// The word itself, or what it is a form of. The search for forms tries all ways to join the parts of a compound, twice as many with each part:
    /// what has more parts than a compound of English must stand in the dictionary as it is written.
    private IndexWord entry(POS part, String word) throws JWNLException {
        if (word.isEmpty() || word.length() > LONGEST_WORD) {
            return null;
        }
        return PARTS_OF_COMPOUND.matcher(word).results().limit(MOST_PARTS + 1L).count() > MOST_PARTS ? wordNet.getIndexWord(part, word)
                : wordNet.lookupIndexWord(part, word);
    }

    /// The dictionary reads from a file, one reader at a time.
    private synchronized Set<String> lookUp(String word) {
        Set<String> stems = new HashSet<>();
        try {
            for (POS part : PARTS) {
                IndexWord entry = entry(part, word);
                if (entry != null) {
                    for (Synset sense : entry.getSenses().stream().limit(SENSES).toList()) {
                        add(sense, stems);
                    }
                }
            }
        } catch (JWNLException e) {
            throw new IllegalStateException("WordNet cannot be read", e);
        }
        stems.remove(Words.stem(word));
        return Set.copyOf(stems);
    }

    private static void add(Synset sense, Set<String> stems) throws JWNLException {
        for (Word word : sense.getWords()) {
            add(word.getLemma(), stems);
        }
        for (Pointer derived : sense.getPointers(PointerType.DERIVATION)) {
            if (derived.getTarget() instanceof Word target) {
                add(target.getLemma(), stems);
            }
        }
        for (PointerType type : NEXT) {
            for (PointerTarget target : sense.getTargets(type)) {
                ((Synset) target).getWords().forEach(word -> add(word.getLemma(), stems));
            }
        }
    }

    /// What WordNet writes as several words says something else when taken apart.
    private static void add(String lemma, Set<String> stems) {
        if (lemma.indexOf(' ') < 0) {
            stems.add(Words.stem(lemma));
        }
    }
}
