package dragoman.conversation;

import dragoman.answer.Answer;
import dragoman.answer.Citation;
import dragoman.answer.SiteRules;
import dragoman.answer.generation.QuestionWriter;
import dragoman.answer.generation.QuestionWriter.Said;
import dragoman.answer.generation.TokenAccount;
import dragoman.retrieval.QuestionAnalyzer;
import dragoman.retrieval.QuestionLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Understands follow-ups with the language model that is configured, and by rules where none is or what it writes cannot be taken.
///
/// The model's reading comes first and those of the rules after it, so that the articles decide between them. A question that the rules find to
/// stand alone is not put to the model: a reader is waiting. Nor is one in another language left as it is while there is a model to read it.
@ApplicationScoped
class ModelInterpreter implements FollowUpInterpreter {

    private final RuleBasedInterpreter rules;
    private final QuestionAnalyzer analyzer;
    private final QuestionWriter writer;
    private final SiteRules sites;

    ModelInterpreter(RuleBasedInterpreter rules, QuestionAnalyzer analyzer, QuestionWriter writer, SiteRules sites) {
        this.rules = rules;
        this.analyzer = analyzer;
        this.writer = writer;
        this.sites = sites;
    }

    @Override
    public List<Reading> readings(String question, List<Exchange> before, Asking asking) {
        TokenAccount account = sites.account(asking.site());
        if (writer.isConfigured() && QuestionLanguage.foreign(question).isPresent()) {
            return writer.inEnglish(account, question, asking.today(), asking.waiting()).map(english -> readEnglish(english, before, asking, account))
                    .orElseGet(() -> List.of(new Reading(question, Scope.ANY)));
        }
        return readEnglish(question, before, asking, account);
    }

    private List<Reading> readEnglish(String question, List<Exchange> before, Asking asking, TokenAccount account) {
        List<Reading> byRules = rules.readings(question, before, asking);
        if (before.isEmpty() || !writer.isConfigured()) {
            return byRules;
        }
        boolean standsAlone = byRules.size() == 1 && !analyzer.analyze(question, asking.today()).needsConversation();
        if (standsAlone) {
            return byRules;
        }
        return writer.condense(account, question, said(before), asking.today(), asking.waiting()).map(condensed -> {
            List<Reading> all = new ArrayList<>(byRules);
            all.addFirst(new Reading(condensed, Scope.ANY));
            return all;
        }).orElse(byRules);
    }

    /// What was said, with the days of it: a follow-up may ask for what came before or after.
    private static List<Said> said(List<Exchange> before) {
        return before.stream().map(exchange -> new Said(exchange.understood(), told(exchange.answer()))).toList();
    }

    private static String told(Answer answer) {
        return answer.statements().isEmpty() ? "(the articles do not say)" : answer.statements().stream().map(statement -> statement.text() + answer.citations().stream()
                .filter(citation -> statement.citations().contains(citation.number())).map(Citation::published).findFirst().map(day -> " (published %s)".formatted(RuleBasedInterpreter.DAY.format(day))).orElse(""))
                .collect(Collectors.joining(" "));
    }
}
