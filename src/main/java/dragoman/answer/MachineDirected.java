package dragoman.answer;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// Words that are meant for a program and not for a reader. They are neither shown to a language model nor told.
final class MachineDirected {

    private static final Pattern ADDRESS = Pattern.compile("(?iU)\\b(?:language models?|chat ?bots?|AI (?:assistants?|models?|systems?|agents?)|LLMs?|large models?|(?:system|developer|user|assistant) (?:prompt|message|instructions?|role)|"
            + "(?:ignore|disregard|forget|override|bypass) (?:(?:all|any|your|the|these|those|of|every|earlier|previous|prior|preceding|above|other) )+(?:instructions?|rules?|prompts?|guidelines|directions|passages?|sources?|articles?|text)|"
            + "you (?:are|must|should|will) now (?:act|answer|reply|obey|pretend|be|respond)|(?:new|updated|revised) (?:system )?instructions?|jailbreak|developer mode|"
            + "cite (?:this|only this|the following|me|key|passage|it)|(?:do not|don't|never) cite|instead of the (?:passages?|articles?|other)|base64|rot13|decode (?:this|the following)|"
            + "(?:begin|start|end) (?:of )?(?:system|instructions?|prompt)|(?:answer|respond|reply) (?:only )?(?:with|in) (?:the words?|exactly|json|code|html|markdown)|"
            + "(?:when|if) (?:asked|you are asked|anyone asks)|(?:print|reveal|repeat|output|show) (?:your|the) (?:prompt|instructions?|rules|keys?|secrets?|system)|API[ -]?keys?)\\b"
            // the same in the languages of the news
            + "|\\b(?:ignoriere|vergiss|missachte) (?:alle|die|deine|s[äa]mtliche)|\\b(?:ignore[zr]?|oublie[zr]?) (?:toutes?|les|vos|tes)\\b|\\b(?:ignora|olvida|ignore) (?:todas?|las|los|tus)\\b|\\bignora (?:tutte|le)\\b"
            + "|\\b(?:sprachmodelle?|mod[èe]les? de langage|modelos? de lenguaje|modelos? de linguagem|modell[oi] linguistic[oi])\\b"
            + "|\\b(?:игнорируй|забудь|проигнорируй)\\w*|языков\\w+ модел\\w+|忽略|无视|語言模型|语言模型|تجاهل|نموذج لغوي|前の指示|言語モデル"
            + "|\\{\\{|}}|<\\|?(?:im_start|im_end|system|endoftext|eot_id|start_header_id)|\\[/?INST]|<</?SYS>>|#{2,} ?(?:system|instruction|user|assistant)|(?:^|\\s)(?:system|assistant|developer) ?:");
    /// A long run of letters and digits is no word of a newspaper.
    private static final Pattern ENCODED = Pattern.compile("\\b(?=[A-Za-z0-9+/_-]*\\d)[A-Za-z0-9+/_-]{32,}={0,2}|\\b[A-Za-z0-9+/]{24,}={1,2}(?!\\w)|(?:\\\\x[0-9a-fA-F]{2}){4,}|(?:%[0-9a-fA-F]{2}){4,}|(?:\\b[01]{8} ?){4,}|(?:\\b[0-9a-fA-F]{2} ){8,}");

    private MachineDirected() {
    }

    static boolean isIn(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\p{Cf}\\p{Co}\\p{Cn}]", "");
        return ADDRESS.matcher(plain).find() || ENCODED.matcher(plain).find();
    }
}
