import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;

/** Runs HeidelTime once over many files: arguments are the document type, the configuration, then "day=file" for each; writes file.tml. */
public class HeidelTimes {
    public static void main(String[] args) throws Exception {
        HeidelTimeStandalone tagger =
            new HeidelTimeStandalone(Language.ENGLISH, DocumentType.valueOf(args[0]), OutputType.TIMEML, args[1]);
        SimpleDateFormat day = new SimpleDateFormat("yyyy-MM-dd");
        for (int i = 2; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            String text = new String(Files.readAllBytes(Path.of(pair[1])), StandardCharsets.UTF_8);
            String tagged = tagger.process(text, day.parse(pair[0]));
            Files.write(Path.of(pair[1] + ".tml"), tagged.getBytes(StandardCharsets.UTF_8));
        }
    }
}
