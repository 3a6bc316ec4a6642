package dragoman.benchmark;

import dragoman.benchmark.VectorRecall.Exact;
import dragoman.benchmark.VectorRecall.Question;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Tries every peer on passages made at random, which tells whether the tools work and nothing of how well any peer ranks.
///
/// Arguments: how many passages, how many clients; then, for the peers in PostgreSQL, a JDBC address, a user that may create
/// extensions and a password. Their tables `peer_…` are replaced and removed. Run it from the test classpath:
///
/// ```
/// mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
/// java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
///     -cp target/test-classes:target/classes:$(cat target/classpath) dragoman.benchmark.PeerTrial 2000 2
/// ```
final class PeerTrial {

    private static final int QUESTIONS = 200;
    private static final int LIMIT = 20;
    private static final LocalDate UNTIL = RandomPassages.FIRST_DAY.plusDays(30);

    private final int count;
    private final int clients;
    private final Workload workload = new Workload(RandomPassages.of(2000, 5), 6);
    private final List<BenchmarkPassage> asked = IntStream.range(0, QUESTIONS).mapToObj(i -> workload.passage(5_000_000 + i)).toList();
    private final List<Exact> exact;
    private final List<Exact> early;

    private PeerTrial(int count, int clients) {
        this.count = count;
        this.clients = clients;
        long start = System.nanoTime();
        VectorRecall vectors = new VectorRecall(workload.passages(count));
        long made = System.nanoTime();
        exact = vectors.exact(asked.stream().map(question -> new Question(question.vector(), null, null)).toList(), LIMIT);
        long searched = System.nanoTime();
        early = vectors.exact(asked.stream().map(question -> new Question(question.vector(), null, UNTIL)).toList(), LIMIT);
        System.out.printf(Locale.ROOT, "%d passages made in %.1f s, %d questions answered exactly in %.1f s, with a date in %.1f s%n",
                count, (made - start) / 1e9, QUESTIONS, (searched - made) / 1e9, (System.nanoTime() - searched) / 1e9);
    }

    private void run(Supplier<Peer> maker) {
        try (Peer peer = maker.get()) {
            long start = System.nanoTime();
            peer.index(workload.passages(count));
            double seconds = (System.nanoTime() - start) / 1e9;
            Latencies latencies = Latencies.measure(clients, QUESTIONS, QUESTIONS, i -> search(peer, i, null));
            System.out.printf(Locale.ROOT, "%-50s indexed %.1f s, %.1f MB; %s; recall %.3f, with a date %.3f%s%n", peer.name(), seconds,
                    peer.bytes() / 1e6, latencies, recall(peer, exact, null), recall(peer, early, UNTIL),
                    peer instanceof LucenePeer lucene ? "; segments " + lucene.segments() : "");
        }
    }

    private List<Long> search(Peer peer, int question, LocalDate until) {
        return peer.search(asked.get(question).title(), asked.get(question).vector(), until, LIMIT);
    }

    private double recall(Peer peer, List<Exact> exact, LocalDate until) {
        return IntStream.range(0, QUESTIONS).mapToDouble(i -> exact.get(i).recall(search(peer, i, until))).average().orElseThrow();
    }

    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        int clients = Integer.parseInt(args[1]);
        List<Supplier<Peer>> peers = new ArrayList<>();
        for (LucenePeer.Mode mode : LucenePeer.Mode.values()) {
            peers.add(() -> new LucenePeer(mode, Path.of(System.getProperty("java.io.tmpdir"))));
        }
        if (args.length > 2) {
            for (LangChain4jPeer.Mode mode : LangChain4jPeer.Mode.values()) {
                peers.add(() -> new LangChain4jPeer(mode, args[2], args[3], args[4], RandomPassages.DIMENSION, count, clients));
            }
        }
        PeerTrial trial = new PeerTrial(count, clients);
        peers.forEach(trial::run);
    }
}
