package dragoman.ingestion;

import dragoman.feed.Stated;
import java.net.URI;
import java.util.Optional;

/// What the jobs of the queue carry, as JSON.
final class Orders {

    private Orders() {
    }

    /// An article that was delivered; its bytes are the job's content.
    ///
    /// @param mediaType without parameters
    /// @param charset   as it came beside the bytes
    record DeliveryOrder(String mediaType, Optional<String> charset, Stated stated, Stated otherwise) {
    }

    /// A page that is to be fetched.
    ///
    /// @param otherwise what the feed says of it
    /// @param visit     how often it was fetched before
    /// @param articleId what it was known as the last time
    record PageOrder(URI address, Stated otherwise, boolean licensed, int visit, Optional<String> articleId) {
    }

    /// An article whose embargo ends.
    record ReleaseOrder(String articleId, int version) {
    }
}
