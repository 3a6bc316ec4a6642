package dragoman.fetch;

import java.net.URI;
import java.nio.charset.Charset;
import java.util.Optional;

/// What came back.
public sealed interface Fetched {

    /// Something is there.
    ///
    /// @param address      where it was found, behind all redirects
    /// @param bytes        unpacked
    /// @param mediaType    in lower case, without parameters; empty if none was stated
    /// @param charset      as the header states it
    /// @param etag         for the next time
    /// @param lastModified for the next time
    record Content(URI address, byte[] bytes, String mediaType, Optional<Charset> charset, Optional<String> etag, Optional<String> lastModified)
            implements Fetched {
    }

    /// Nothing has changed since.
    record NotModified() implements Fetched {
    }

    /// It was there and is no more, says its publisher (410).
    record Gone() implements Fetched {
    }
}
