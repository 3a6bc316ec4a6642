package dragoman.onnx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/// A file on the classpath.
public final class Resource {

    private Resource() {
    }

    /// The bytes of the file.
    ///
    /// @param name such as `bge-small-en-v1.5-q.onnx`, with folders before it where there are any
    /// @throws IOException if it is not there or cannot be read
    public static byte[] read(String name) throws IOException {
        try (InputStream stream = Resource.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new FileNotFoundException(name + " is not on the classpath");
            }
            return stream.readAllBytes();
        }
    }
}
