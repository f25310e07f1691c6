import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.rdf4j.query.resultio.text.csv.SPARQLResultsCSVWriter;
import org.eclipse.rdf4j.repository.sail.SailRepository;
import org.eclipse.rdf4j.sail.nativerdf.NativeStore;

/** Loads a file twice into a native store, then answers the queries of a folder, each into a file beside it. */
public class Ask {
    public static void main(String[] args) throws Exception {
        var repository = new SailRepository(new NativeStore(new File(args[0])));
        try (var connection = repository.getConnection()) {
            connection.add(new File(args[1]));
            connection.add(new File(args[1]));
            try (var queries = Files.newDirectoryStream(Path.of(args[2]), "*.rq")) {
                for (var query : queries) {
                    try (var out = Files.newOutputStream(Path.of(query + ".csv"))) {
                        connection.prepareTupleQuery(Files.readString(query)).evaluate(new SPARQLResultsCSVWriter(out));
                    }
                }
            }
        } finally {
            repository.shutDown();
        }
    }
}
