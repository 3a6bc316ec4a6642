package dragoman.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Tells addresses of the public Internet from those of machines and networks that nobody outside should reach.
final class PublicAddresses {

    /// Special-purpose blocks (RFC 6890 and its successors) that Java has no word for, as `address / bits`.
    private static final int[][] RESERVED = {{0, 8}, {ip(100, 64), 10}, {ip(192, 0), 24}, {ip(192, 88) | 99 << 8, 24}, {ip(198, 18), 15}, {ip(192, 0) | 2 << 8, 24},
            {ip(198, 51) | 100 << 8, 24}, {ip(203, 0) | 113 << 8, 24}, {ip(240, 0), 4}};

    private PublicAddresses() {
    }

    private static int ip(int first, int second) {
        return first << 24 | second << 16;
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic(toInt(bytes, 0)) : isPublic(bytes);
    }

    private static boolean isPublic(int address) {
        for (int[] block : RESERVED) {
            if (address >>> 32 - block[1] == block[0] >>> 32 - block[1]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPublic(byte[] six) {
        if ((six[0] & 0xfe) == 0xfc) {
            // unique local
            return false;
        }
        int start = toInt(six, 0);
        if (start == 0x20010db8 || (start & 0xfffffe00) == 0x20010000) {
            // documentation; protocol assignments, Teredo among them
            return false;
        }
        if (start == 0x0064ff9b || start >>> 16 == 0x2002 || start == 0 && toInt(six, 4) == 0) {
            // an IPv4 address in another dress: translated, tunnelled, mapped
            int inner = start >>> 16 == 0x2002 ? toInt(six, 2) : toInt(six, 12);
            return isPublicIpv4(inner);
        }
        return (six[0] & 0xe0) == 0x20;
    }

    private static boolean isPublicIpv4(int address) {
        try {
            return isPublic(InetAddress.getByAddress(new byte[] {(byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address}));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static int toInt(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }
}
