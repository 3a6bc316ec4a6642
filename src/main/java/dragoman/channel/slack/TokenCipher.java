package dragoman.channel.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts workspaces' tokens (AES-256-GCM). What is encrypted for one workspace cannot be read as another's.
final class TokenCipher {

    static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    TokenCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /// @param owner whose token it is
    byte[] encrypt(String token, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] hidden = run(Cipher.ENCRYPT_MODE, nonce, token.getBytes(StandardCharsets.UTF_8), owner);
        byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
        System.arraycopy(hidden, 0, both, NONCE_BYTES, hidden.length);
        return both;
    }

    /// @throws IllegalStateException if it was encrypted with another key, for another owner, or was changed
    String decrypt(byte[] encrypted, String owner) {
        byte[] nonce = Arrays.copyOf(encrypted, NONCE_BYTES);
        return new String(run(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(encrypted, NONCE_BYTES, encrypted.length), owner), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, byte[] text, String owner) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a workspace's token cannot be read; is DRAGOMAN_SLACK_TOKEN_KEY the one it was stored with?", e);
        }
    }
}
