package dragoman.cli;

import dragoman.article.CorpusView.Policy;
import dragoman.newsroom.SiteChanges;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command `site`.
@CommandLine.Command(name = "site", mixinStandardHelpOptions = true, description = "Manage the newsrooms' sites, where the widget stands.",
        subcommands = {SiteOptions.AddOptions.class, SiteOptions.ListOptions.class, SiteOptions.ShowOptions.class, SiteOptions.ChangeOptions.class,
                SiteOptions.RemoveOptions.class, SiteOptions.TokenOptions.class})
final class SiteOptions implements Callable<Command> {

    @Spec
    CommandSpec spec;

    @Override
    public Command call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what is to be done: add, list, show, change, remove or token.");
    }

    /// What can be agreed with a site.
    static final class TermsOptions {
        @Option(names = "--origin", paramLabel = "ORIGIN", description = "Where the widget may stand, such as https://www.example.org; as often as need be.")
        List<String> origins;

        @Option(names = "--corpus", paramLabel = "own|own_first|all", description = "Which articles answer: its own, its own before the shared ones, or all alike.")
        String corpus;

        @Option(names = "--language", paramLabel = "TAG", description = "Of its pages, the usual one first.")
        List<String> languages;

        @Option(names = "--attribution", paramLabel = "LINE", description = "A line under the widget.")
        String attribution;

        @Option(names = "--welcome", paramLabel = "QUESTION", description = "A question to begin with.")
        List<String> welcome;

        @Option(names = "--questions", paramLabel = "N", description = "Questions a minute of all its readers together.")
        Integer questions;

        @Option(names = "--reader-questions", paramLabel = "N", description = "Questions a minute of one reader.")
        Integer readerQuestions;

        @Option(names = "--tokens", paramLabel = "N", description = "Tokens a day that a language model may read and write for it; -1 for no limit of its own.")
        Long tokens;

        @Option(names = "--webhook", paramLabel = "ADDRESS", description = "Who is told when an answer cites something that is no longer so.")
        URI webhook;

        private SiteChanges changes(Optional<String> name, CommandSpec spec) {
            return new SiteChanges(name, Optional.ofNullable(origins), Optional.ofNullable(corpus).map(policyName -> policy(policyName, spec)), Optional.ofNullable(languages),
                    Optional.ofNullable(attribution), Optional.ofNullable(welcome), Optional.ofNullable(questions), Optional.ofNullable(readerQuestions), Optional.ofNullable(tokens),
                    Optional.ofNullable(webhook));
        }

        private static Policy policy(String name, CommandSpec spec) {
            return Policy.named(name.toLowerCase(Locale.ROOT)).orElseThrow(() -> new CommandLine.ParameterException(spec.commandLine(), "--corpus is own, own_first or all."));
        }
    }

    @CommandLine.Command(name = "add", mixinStandardHelpOptions = true, description = "Set up a site; it stands nowhere until an origin is named.")
    static final class AddOptions implements Callable<Command> {
        @Parameters(index = "0", paramLabel = "ID", description = "Small letters, digits and hyphens; public.")
        String id;

        @Parameters(index = "1", paramLabel = "NAME", description = "What readers are shown.")
        String name;

        @ArgGroup(exclusive = false, multiplicity = "0..1")
        TermsOptions terms = new TermsOptions();

        @Spec
        CommandSpec spec;

        @Override
        public Command call() {
            return new Command.Sites(new SiteAction.Add(id, name, terms.changes(Optional.empty(), spec)));
        }
    }

    @CommandLine.Command(name = "change", mixinStandardHelpOptions = true, description = "Change a site; what is not named stays.")
    static final class ChangeOptions implements Callable<Command> {
        @Parameters(index = "0", paramLabel = "ID", description = "The site.")
        String id;

        @Option(names = "--name", paramLabel = "NAME", description = "What readers are shown.")
        String name;

        @ArgGroup(exclusive = false, multiplicity = "0..1")
        TermsOptions terms = new TermsOptions();

        @Spec
        CommandSpec spec;

        @Override
        public Command call() {
            return new Command.Sites(new SiteAction.Change(id, terms.changes(Optional.ofNullable(name), spec)));
        }
    }

    @CommandLine.Command(name = "list", mixinStandardHelpOptions = true, description = "Tell which sites there are.")
    static final class ListOptions implements Callable<Command> {
        @Override
        public Command call() {
            return new Command.Sites(new SiteAction.ListAll());
        }
    }

    @CommandLine.Command(name = "show", mixinStandardHelpOptions = true, description = "Tell all of a site, and what to put into its pages.")
    static final class ShowOptions implements Callable<Command> {
        @Parameters(index = "0", paramLabel = "ID", description = "The site.")
        String id;

        @Override
        public Command call() {
            return new Command.Sites(new SiteAction.Show(id));
        }
    }

    @CommandLine.Command(name = "remove", mixinStandardHelpOptions = true,
            description = "Remove a site for good, with its articles, feeds, answers, conversations and tokens.")
    static final class RemoveOptions implements Callable<Command> {
        @Parameters(index = "0", paramLabel = "ID", description = "The site.")
        String id;

        @Override
        public Command call() {
            return new Command.Sites(new SiteAction.Remove(id));
        }
    }

    @CommandLine.Command(name = "token", mixinStandardHelpOptions = true, description = "Make a token with which the newsroom puts in its articles, or make one void.")
    static final class TokenOptions implements Callable<Command> {
        @Parameters(index = "0", paramLabel = "add|revoke", description = "What is to be done.")
        String what;

        @Parameters(index = "1", paramLabel = "ID", description = "The site.")
        String id;

        @Parameters(index = "2", paramLabel = "NAME|NUMBER", description = "Who is going to hold it; or which one is to be void.")
        String token;

        @Spec
        CommandSpec spec;

        @Override
        public Command call() {
            if (what.equals("add")) {
                return new Command.Sites(new SiteAction.AddToken(id, token));
            }
            if (what.equals("revoke") && token.matches("\\d{1,18}")) {
                return new Command.Sites(new SiteAction.RevokeToken(id, Long.parseLong(token)));
            }
            throw new CommandLine.ParameterException(spec.commandLine(), "Say \"token add ID NAME\" or \"token revoke ID NUMBER\".");
        }
    }
}
