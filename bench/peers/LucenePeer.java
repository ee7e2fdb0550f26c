// The same work by Lucene, which this project measures itself by.
//
//   lucene load ARTICLES.jsonl DIRECTORY       prints: articles, seconds, MB
//   lucene pages DIRECTORY QUERIES.tsv ROUNDS  prints TSV: class, mean, p50, p95, p99 (ms), mean total
//
// Indexed with two threads, Porter stems, positions and offsets, the stored text, merged to one segment. A page is the
// exact number of articles and the ten best by BM25 (headline weighted three times) with what the unified highlighter
// shows of them: two passages of sentences each. Queries are Broadsheet's own, of the classes that Lucene has; distances,
// phrases and slops are its span and phrase queries. Facets it counts none.
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.search.spans.SpanNearQuery;
import org.apache.lucene.search.spans.SpanQuery;
import org.apache.lucene.search.spans.SpanTermQuery;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;

public class LucenePeer {
    static final int THREADS = 2;
    static final int HITS = 10;
    static final int PASSAGES = 2;

    /** Words as Broadsheet's analyzer has them, nearly: no stop words, possessives dropped, Porter's stems. */
    static class Words extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer tokenizer = new StandardTokenizer();
            TokenStream words = new LowerCaseFilter(new EnglishPossessiveFilter(tokenizer));
            return new TokenStreamComponents(tokenizer, new PorterStemFilter(words));
        }
    }

    // --- loading ---

    /** The string under a key of a JSON object in one line; empty if it has none. Enough for the rows of our sets. */
    static String textUnder(String key, String json) {
        int at = json.indexOf("\"" + key + "\":");
        if (at < 0) return "";
        at += key.length() + 3;
        while (json.charAt(at) == ' ') at++;
        if (json.charAt(at) != '"') return "";
        StringBuilder text = new StringBuilder();
        for (at++; json.charAt(at) != '"'; at++) {
            char c = json.charAt(at);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            c = json.charAt(++at);
            if (c == 'u') {
                text.append((char) Integer.parseInt(json.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                text.append(c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
            }
        }
        return text.toString();
    }

    static FieldType searchable() {
        FieldType type = new FieldType();
        type.setStored(true);
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        type.freeze();
        return type;
    }

    static Document document(String json, FieldType searchable) {
        Document document = new Document();
        document.add(new StringField("id", textUnder("id", json), Field.Store.YES));
        document.add(new Field("headline", textUnder("title", json), searchable));
        document.add(new Field("body", textUnder("text", json), searchable));
        for (String key : new String[] {"date", "source", "desk", "lang"}) {
            String value = textUnder(key, json);
            if (!value.isEmpty()) document.add(new StringField(key, value, Field.Store.YES));
        }
        return document;
    }

    static void load(String articles, String directory) throws Exception {
        long started = System.nanoTime();
        IndexWriterConfig config = new IndexWriterConfig(new Words());
        config.setRAMBufferSizeMB(256);
        BlockingQueue<String> lines = new ArrayBlockingQueue<>(1000);
        final String end = new String("end");
        int count = 0;
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(Paths.get(directory)), config)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> {
                    FieldType type = searchable();
                    try {
                        for (String line = lines.take(); line != end; line = lines.take()) {
                            writer.addDocument(document(line, type));
                        }
                    } catch (Exception error) {
                        error.printStackTrace();
                        System.exit(1);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            try (BufferedReader in = Files.newBufferedReader(Paths.get(articles), StandardCharsets.UTF_8)) {
                for (String line = in.readLine(); line != null; line = in.readLine(), count++) lines.put(line);
            }
            for (int i = 0; i < THREADS; i++) lines.put(end);
            for (Thread thread : threads) thread.join();
            writer.forceMerge(1);
            writer.commit();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf("%d\t%.2f\t%.1f%n", count, seconds, bytesIn(Paths.get(directory)) / 1e6);
    }

    static long bytesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    // --- queries ---

    /** Reads the part of Broadsheet's language that the classes use. */
    static class Reader {
        static final Pattern TOKEN = Pattern.compile("\\(|\\)|\"([^\"]*)\"(?:~(\\d+))?|[^\\s()\"]+");
        static final Pattern NEAR = Pattern.compile("(W|PRE)/(\\d+)");
        final List<String> tokens = new ArrayList<>();
        final Analyzer analyzer = new Words();
        int at = 0;

        Reader(String query) {
            for (Matcher matcher = TOKEN.matcher(query); matcher.find();) tokens.add(matcher.group());
        }

        boolean is(String token) {
            return at < tokens.size() && tokens.get(at).equals(token);
        }

        Query any() throws IOException {
            BooleanQuery.Builder builder = new BooleanQuery.Builder();
            int count = 0;
            Query one = null;
            do {
                one = all();
                builder.add(one, Occur.SHOULD);
                count++;
            } while (is("OR") && at++ >= 0);
            return count == 1 ? one : builder.build();
        }

        Query all() throws IOException {
            BooleanQuery.Builder builder = new BooleanQuery.Builder();
            int count = 0;
            Query one = null;
            Occur occur = Occur.MUST;
            do {
                one = near();
                builder.add(one, occur);
                count++;
                occur = is("NOT") ? Occur.MUST_NOT : Occur.MUST;
            } while ((is("AND") || is("NOT")) && at++ >= 0);
            return count == 1 ? one : builder.build();
        }

        /** A distance is of words in the body, as spans: n positions apart is n - 1 words in between. */
        Query near() throws IOException {
            int begin = at;
            Query first = primary();
            if (at >= tokens.size() || !NEAR.matcher(tokens.get(at)).matches()) return first;
            at = begin;
            return spans();
        }

        SpanQuery spans() throws IOException {
            SpanQuery left = span();
            while (at < tokens.size()) {
                Matcher near = NEAR.matcher(tokens.get(at));
                if (!near.matches()) break;
                at++;
                SpanQuery right = span();
                left = new SpanNearQuery(new SpanQuery[] {left, right}, Integer.parseInt(near.group(2)) - 1,
                                         near.group(1).equals("PRE"));
            }
            return left;
        }

        SpanQuery span() throws IOException {
            if (!is("(")) return new SpanTermQuery(new Term("body", words(tokens.get(at++)).get(0)));
            at++;
            SpanQuery inside = spans();
            at++;
            return inside;
        }

        Query primary() throws IOException {
            String token = tokens.get(at++);
            if (token.equals("(")) {
                Query inside = any();
                at++;
                return inside;
            }
            if (token.startsWith("headline:")) {
                return new TermQuery(new Term("headline", words(token.substring(9)).get(0)));
            }
            if (token.startsWith("\"")) return phrase(token);
            if (token.endsWith("~")) {
                String word = token.substring(0, token.length() - 1);
                return both(field -> new FuzzyQuery(new Term(field, word), 1));
            }
            if (token.indexOf('*') == token.length() - 1) {
                String start = token.substring(0, token.length() - 1);
                return both(field -> new PrefixQuery(new Term(field, start)));
            }
            if (token.indexOf('*') >= 0) return both(field -> new WildcardQuery(new Term(field, token)));
            String word = words(token).get(0);
            return both(field -> new TermQuery(new Term(field, word)));
        }

        Query phrase(String token) throws IOException {
            int end = token.lastIndexOf('"');
            int slop = end + 1 < token.length() ? Integer.parseInt(token.substring(end + 2)) : 0;
            List<String> words = words(token.substring(1, end));
            return both(field -> new PhraseQuery(slop, field, words.toArray(new String[0])));
        }

        interface InField {
            Query query(String field);
        }

        static Query both(InField in) {
            return new BooleanQuery.Builder()
                .add(new BoostQuery(in.query("headline"), 3), Occur.SHOULD)
                .add(in.query("body"), Occur.SHOULD)
                .build();
        }

        List<String> words(String text) throws IOException {
            List<String> words = new ArrayList<>();
            try (TokenStream stream = analyzer.tokenStream("body", text)) {
                CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
                stream.reset();
                while (stream.incrementToken()) words.add(word.toString());
                stream.end();
            }
            return words;
        }
    }

    // --- pages ---

    static class Pages {
        final IndexSearcher searcher;
        final UnifiedHighlighter highlighter;
        int shown = 0;  // so that nothing is left out as not needed

        Pages(String directory) throws IOException {
            searcher = new IndexSearcher(DirectoryReader.open(MMapDirectory.open(Paths.get(directory))));
            searcher.setQueryCache(null);  // each query is to be worked out
            highlighter = new UnifiedHighlighter(searcher, new Words());
            highlighter.setMaxLength(1 << 20);
        }

        int page(String text) throws IOException {
            Query query = new Reader(text).any();
            int total = searcher.count(query);
            TopDocs best = searcher.search(query, HITS);
            String[] fields = {"headline", "body"};
            Map<String, String[]> shown = highlighter.highlightFields(fields, query, best, new int[] {1, PASSAGES});
            for (String[] passages : shown.values()) this.shown += passages.length;
            for (int i = 0; i < best.scoreDocs.length; i++) {
                this.shown += searcher.doc(best.scoreDocs[i].doc, Collections.singleton("id")).get("id").length();
            }
            return total;
        }
    }

    static class Times {
        final List<String> queries = new ArrayList<>();
        final List<Double> ms = new ArrayList<>();
        double totals = 0;

        double percentile(double share) {
            return ms.get((int) (share * (ms.size() - 1) + 0.5));
        }
    }

    static void pages(String directory, String file, int rounds) throws IOException {
        Pages pages = new Pages(directory);
        // Of this thread alone: what the machine does besides, and Java's own other threads, do not count.
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        Map<String, Times> classes = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Paths.get(file))) {
            String[] columns = line.split("\t");
            if (columns[3].equals("-")) continue;
            classes.computeIfAbsent(columns[0], name -> new Times()).queries.add(columns[1]);
        }
        warmUp(pages, classes);
        for (Map.Entry<String, Times> entry : classes.entrySet()) {
            Times times = entry.getValue();
            for (String query : times.queries) {
                double best = Double.MAX_VALUE;
                times.totals += pages.page(query);
                for (int round = 0; round < rounds; round++) {
                    long started = thread.getCurrentThreadCpuTime();
                    pages.page(query);
                    best = Math.min(best, (thread.getCurrentThreadCpuTime() - started) / 1e6);
                }
                times.ms.add(best);
            }
            Collections.sort(times.ms);
            double mean = times.ms.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            System.out.printf("%s\t%.3f\t%.3f\t%.3f\t%.3f\t%.0f%n", entry.getKey(), mean, times.percentile(0.5),
                              times.percentile(0.95), times.percentile(0.99), times.totals / times.queries.size());
        }
        if (pages.shown == 0) throw new IllegalStateException("nothing was found and shown");
    }

    /** So long that the compiler has done its work: all queries, for twenty seconds at most. */
    static void warmUp(Pages pages, Map<String, Times> classes) throws IOException {
        long until = System.nanoTime() + 20_000_000_000L;
        for (int round = 0; round < 8; round++) {
            for (Times times : classes.values()) {
                for (String query : times.queries) {
                    if (System.nanoTime() > until) return;
                    pages.page(query);
                }
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3 && arguments[0].equals("load")) {
            load(arguments[1], arguments[2]);
        } else if (arguments.length == 4 && arguments[0].equals("pages")) {
            pages(arguments[1], arguments[2], Integer.parseInt(arguments[3]));
        } else {
            System.err.println("usage: lucene load ARTICLES.jsonl DIRECTORY | pages DIRECTORY QUERIES.tsv ROUNDS");
            System.exit(2);
        }
    }
}
