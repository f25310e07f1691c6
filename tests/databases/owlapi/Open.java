import java.io.File;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.io.FileDocumentSource;
import org.semanticweb.owlapi.io.RDFParserMetaData;
import org.semanticweb.owlapi.model.*;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;

/** Opens an ontology as Protégé does and prints a line for each thing that is wrong with it; last, its size. */
class Open {
    public static void main(String[] words) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new FileDocumentSource(new File(words[0])));
        RDFParserMetaData read = (RDFParserMetaData) manager.getOntologyFormat(ontology).getOntologyLoaderMetaData();
        read.getUnparsedTriples().forEach(triple -> System.out.println("not understood: " + triple));
        read.getGuessedDeclarations().asMap().forEach((name, as) -> System.out.println("not declared: " + name));
        new OWL2DLProfile().checkOntology(ontology).getViolations().forEach(v -> System.out.println("not OWL 2 DL: " + v));
        Reasoner reasoner = new Reasoner(new Configuration(), ontology);
        if (!reasoner.isConsistent()) System.out.println("not consistent");
        else reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
            .forEach(name -> System.out.println("never true of anything: " + name));
        System.out.println(ontology.getClassesInSignature().size() + " classes, "
            + ontology.getLogicalAxiomCount() + " axioms");
    }
}
