import java.io.File;
import java.util.TreeSet;
import org.gephi.graph.api.GraphController;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/** Imports each file as Gephi does; prints of each how many nodes and edges there are, the issues, labels and columns. */
public class Count {
    public static void main(String[] args) throws Exception {
        var lookup = Lookup.getDefault();
        var projects = lookup.lookup(ProjectController.class);
        var imports = lookup.lookup(ImportController.class);
        for (var name : args) {
            projects.newProject();
            var workspace = projects.getCurrentWorkspace();
            var container = imports.importFile(new File(name));
            container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
            var issues = new TreeSet<String>();
            container.getReport().getIssues(1000).forEachRemaining(issue -> issues.add(issue.getMessage()));
            imports.process(container, new DefaultProcessor(), workspace);
            var model = lookup.lookup(GraphController.class).getGraphModel(workspace);
            var graph = model.getGraph();
            var labels = new TreeSet<String>();
            graph.getNodes().forEach(node -> labels.add(node.getLabel()));
            var columns = new TreeSet<String>();
            model.getEdgeTable().forEach(column -> columns.add(column.getTitle()));
            System.out.println(String.join("\t", "" + graph.getNodeCount(), "" + graph.getEdgeCount(), String.join("|", issues),
                String.join("|", labels), String.join("|", columns)));
        }
        System.exit(0);
    }
}
