using System.Collections.Concurrent;
using Binnacle.Tuning;
using Binnacle.Tuning.Plots;

namespace Binnacle.Server.Studies;

/// <summary>The figures of one snapshot, made once for all pages that show them.</summary>
internal sealed class StudyFigureCache(StudySnapshot snapshot, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Lazy<Figure>> _figures = new(StringComparer.Ordinal);
    private readonly Lazy<Study> _study = new(snapshot.AsStudy);

    /// <summary>A figure; where it cannot be drawn its note says why.</summary>
    public Figure Of(PlotKind kind, int? objective, IReadOnlyList<string>? parameters)
    {
        string key = $"{kind}|{objective}|{(parameters is null ? null : string.Join('\0', parameters))}";
        return _figures.GetOrAdd(key, _ => new Lazy<Figure>(() => Create(kind, objective, parameters))).Value;
    }

    private Figure Create(PlotKind kind, int? objective, IReadOnlyList<string>? parameters)
    {
        try
        {
            return StudyPlot.Create(_study.Value, kind, new PlotOptions { Objective = objective, Parameters = parameters, Time = time });
        }
        catch (TuningException error)
        {
            return new Figure { Title = kind.ToString(), Note = error.Message };
        }
    }
}
