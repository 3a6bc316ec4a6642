package dragoman.benchmark;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/// Measurements that are attacks go to this machine only.
final class Loopback {

    private Loopback() {
    }

    static URI require(String address) {
        URI uri = URI.create(address);
        try {
            if (uri.getHost() != null && uri.getPort() > 0 && InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
                return uri;
            }
        } catch (UnknownHostException e) {
            // told below
        }
        throw new IllegalArgumentException("give an address of this machine with its port, such as http://127.0.0.1:8080, and not " + address);
    }
}
