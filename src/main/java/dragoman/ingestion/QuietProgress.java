package dragoman.ingestion;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A progress bar on standard error, for work that turns out to take longer than a moment.
public final class QuietProgress implements CorpusLoader.Progress, AutoCloseable {

    private static final long MOMENT_NANOS = 400_000_000;
    private static final int WIDTH = 80;

    private final long began = System.nanoTime();
    private ProgressBar bar;

    @Override
    public void done(int files, int total) {
        if (bar == null && System.nanoTime() - began > MOMENT_NANOS) {
            bar = new ProgressBarBuilder().setTaskName("Reading articles").setStyle(ProgressBarStyle.ASCII).setInitialMax(total)
                    .setMaxRenderedLength(WIDTH).build();
        }
        if (bar != null) {
            bar.stepTo(files);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
