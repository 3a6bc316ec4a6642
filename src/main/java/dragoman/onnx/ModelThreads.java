package dragoman.onnx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// The threads on which all models run, as many as there are processors, for each of two kinds of work: what a reader waits for, and what
/// nobody waits for. The second gives way to the first before each piece.
public final class ModelThreads {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final ModelThreads SHARED = new ModelThreads(new PriorityGate(Duration.ofMillis(250)));

    private final PriorityGate gate;
    private final ExecutorService urgent = threads("reading-");
    private final ExecutorService patient = threads("embedding-");

    private ModelThreads(PriorityGate gate) {
        this.gate = gate;
    }

    /// Those of all models, since they share the processors.
    public static ModelThreads shared() {
        return SHARED;
    }

    private static ExecutorService threads(String name) {
        return Executors.newFixedThreadPool(PROCESSORS, Thread.ofPlatform().daemon().name(name, 0).factory());
    }

    /// For those parts of LangChain4j that want threads.
    public Executor patient() {
        return patient;
    }

    /// Does at once, piece by piece on all processors, what a reader waits for. A single piece is done by the caller.
    ///
    /// @param length by which the longest go first, so that none of the processors is left with one at the end
    /// @return what came of each piece, in the order of the pieces
    public <P, T> List<T> urgent(List<P> pieces, ToIntFunction<P> length, Function<P, T> work) {
        return gate.first(() -> pieces.size() == 1 ? List.of(work.apply(pieces.getFirst())) : spread(urgent, pieces, length, work));
    }

    /// Does the same when nobody waits for it.
    public <P, T> List<T> patient(List<P> pieces, ToIntFunction<P> length, Function<P, T> work) {
        return spread(patient, pieces, length, piece -> {
            gate.giveWay();
            return work.apply(piece);
        });
    }

    private static <P, T> List<T> spread(Executor threads, List<P> pieces, ToIntFunction<P> length, Function<P, T> work) {
        List<CompletableFuture<T>> pending = new ArrayList<>(Collections.nCopies(pieces.size(), null));
        IntStream.range(0, pieces.size()).boxed().sorted(Comparator.comparingInt((Integer i) -> -length.applyAsInt(pieces.get(i))))
                .forEach(i -> pending.set(i, CompletableFuture.supplyAsync(() -> work.apply(pieces.get(i)), threads)));
        try {
            return pending.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
