package dev.tollgate.core.seal;

import dev.tollgate.core.Ed25519;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A text with signatures below it, in the form of https://c2sp.org/signed-note: the text, an empty line, and for each
 * signature a line {@code — <name> <base64 of the key's id and the signature>}.
 *
 * @param text ends in a line feed; each signature covers all of it
 */
public record SignedNote(String text, List<Signature> signatures) {
    private static final int MOST_CHARACTERS = 65_536;
    private static final int MOST_SIGNATURES = 16;
    private static final String MARK = "— ";

    /**
     * @param name of whoever signed
     * @param keyId 8 hex digits
     * @param base64 the signature alone
     */
    public record Signature(String name, String keyId, String base64) {
        private String line() {
            byte[] id = HexFormat.of().parseHex(keyId);
            byte[] signature = Base64.getDecoder().decode(base64);
            byte[] both = new byte[id.length + signature.length];
            System.arraycopy(id, 0, both, 0, id.length);
            System.arraycopy(signature, 0, both, id.length, signature.length);
            return MARK + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
        }

        private boolean isOf(NoteKey key) {
            return name.equals(key.name()) && keyId.equals(key.id());
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the text of a note ends in a line feed");
        }
    }

    /** @throws SigningException when the signer did not sign, or signed with another key than it says */
    public static SignedNote sign(String text, NoteSigner signer) throws SigningException {
        NoteKey key = signer.key();
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        var note = new SignedNote(
                text,
                List.of(new Signature(key.name(), key.id(), Base64.getEncoder().encodeToString(signature))));
        if (!note.isSignedBy(key)) {
            throw new SigningException("the signature is not one of the key " + key.text(), null);
        }
        return note;
    }

    /** @throws SealFormatException when this is no signed note; whether its signatures hold is not looked at */
    public static SignedNote parse(String note) throws SealFormatException {
        if (note.length() > MOST_CHARACTERS) {
            throw new SealFormatException("the note has more than " + MOST_CHARACTERS + " characters");
        }
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new SealFormatException("the note has a control character other than line feeds");
        }
        if (!note.endsWith("\n")) {
            throw new SealFormatException("the note does not end in a line feed");
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || blank + 2 == note.length()) {
            throw new SealFormatException("the note has no signatures below an empty line");
        }
        String[] lines = note.substring(blank + 2, note.length() - 1).split("\n", -1);
        if (lines.length > MOST_SIGNATURES) {
            throw new SealFormatException("the note has more than " + MOST_SIGNATURES + " signatures");
        }
        var signatures = new ArrayList<Signature>();
        for (String line : lines) {
            signatures.add(signature(line));
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    private static Signature signature(String line) throws SealFormatException {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(MARK) || space < MARK.length()) {
            throw new SealFormatException("a signature is a line '— <name> <base64>', and the note has another one");
        }
        String name = line.substring(MARK.length(), space);
        if (!NoteKey.isName(name)) {
            throw new SealFormatException("a signature's name is empty or has a space or a plus");
        }
        byte[] both = Digests.base64(line.substring(space + 1)).orElse(new byte[0]);
        if (both.length <= NoteKey.ID_BYTES) {
            throw new SealFormatException("the signature of " + name + " is no base64 of a key's id and a signature");
        }
        byte[] signature = new byte[both.length - NoteKey.ID_BYTES];
        System.arraycopy(both, NoteKey.ID_BYTES, signature, 0, signature.length);
        return new Signature(
                name,
                HexFormat.of().formatHex(both, 0, NoteKey.ID_BYTES),
                Base64.getEncoder().encodeToString(signature));
    }

    /** Whether it has a signature of this key, and none of this key that is wrong. */
    public boolean isSignedBy(NoteKey key) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        List<Signature> ofKey =
                signatures.stream().filter(each -> each.isOf(key)).toList();
        return !ofKey.isEmpty()
                && ofKey.stream()
                        .allMatch(each -> Ed25519.isSignedBy(
                                key.key(), message, Base64.getDecoder().decode(each.base64())));
    }

    /** The form that {@link #parse} reads. */
    public String whole() {
        var whole = new StringBuilder(text).append('\n');
        signatures.forEach(each -> whole.append(each.line()));
        return whole.toString();
    }
}
