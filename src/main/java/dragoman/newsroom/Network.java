package dragoman.newsroom;

import dragoman.settings.CannotStartException;
import java.net.InetAddress;
import java.util.Optional;

/// A network of the internet, or one address.
record Network(InetAddress address, int bits) {

    /// @throws CannotStartException if it is none
    static Network of(String cidr) {
        String[] parts = cidr.strip().split("/", 2);
        Optional<InetAddress> address = literal(parts[0]);
        try {
            int most = address.orElseThrow().getAddress().length * Byte.SIZE;
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits >= 0 && bits <= most) {
                return new Network(address.get(), bits);
            }
        } catch (RuntimeException e) {
            // told below
        }
        throw new CannotStartException("DRAGOMAN_HTTP_TRUSTED_PROXIES names \"%s\", which is no address or network; set it to one such as 10.0.0.0/8.".formatted(cidr));
    }

    /// An address as it is written, with or without a port; nothing is looked up.
    static Optional<InetAddress> literal(String written) {
        String text = written.strip();
        if (text.startsWith("[") && text.indexOf(']') > 0) {
            text = text.substring(1, text.indexOf(']'));
        } else if (text.indexOf(':') > 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            text = text.substring(0, text.indexOf(':'));
        }
        int zone = text.indexOf('%');
        try {
            return Optional.of(InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
            if ((mine[bit / Byte.SIZE] & mask) != (its[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
