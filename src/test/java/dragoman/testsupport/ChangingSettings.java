package dragoman.testsupport;

import dragoman.ingestion.PassageSettings;

/// Settings that a test changes, as somebody who edits the configuration does.
public final class ChangingSettings implements PassageSettings {

    private volatile String embeddingModel;
    private volatile int maxTokens;

    public ChangingSettings(String embeddingModel, int maxTokens) {
        change(embeddingModel, maxTokens);
    }

    public void change(String newEmbeddingModel, int newMaxTokens) {
        embeddingModel = newEmbeddingModel;
        maxTokens = newMaxTokens;
    }

    @Override
    public String embeddingModel() {
        return embeddingModel;
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    @Override
    public int hotMonths() {
        return 3;
    }
}
